// The HTML of the pages, in QuickSight's plain light look. All data is escaped; no script, nothing from elsewhere.
import type { Analysis, Dashboard, Domain } from './account.ts';
import { barChart, donutChart, lineChart, short, sparkline } from './charts.ts';
import { seededRandom } from './random.ts';
import { escapeXml as escape } from './wire.ts';

/** Who looks, for the footer. */
export interface Viewer {
  userName: string;
  role: string;
  region: string;
  now: Date;
}

const style = `
*{box-sizing:border-box}
body{margin:0;font:14px/1.45 "Amazon Ember","Helvetica Neue",Arial,sans-serif;color:#232f3e;background:#f4f6f8}
a{color:#1f5c99;text-decoration:none}a:hover{text-decoration:underline}a:focus-visible{outline:2px solid #1f5c99;outline-offset:2px}
header{background:#fff;border-bottom:1px solid #dfe4e9;padding:10px 20px 0}
.bar{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center;justify-content:space-between;min-height:30px;color:#56616d;font-size:12px}
.tools{display:flex;flex-wrap:wrap;gap:4px 14px;list-style:none;margin:0;padding:0}
h1{font-size:22px;font-weight:600;margin:6px 0 2px;overflow-wrap:anywhere}
.about{margin:0 0 6px;color:#56616d}
.tabs{display:flex;gap:2px;overflow-x:auto;list-style:none;margin:6px 0 0;padding:0}
.tabs a{display:block;padding:7px 14px;border-bottom:3px solid transparent;color:#56616d;white-space:nowrap}
.tabs a[aria-current]{color:#1f5c99;border-color:#2b6cb8;font-weight:600}
main{padding:16px 20px;display:grid;gap:14px;grid-template-columns:repeat(12,minmax(0,1fr));max-width:1500px;margin:0 auto}
section{background:#fff;border:1px solid #dfe4e9;border-radius:3px;padding:12px 14px;grid-column:span 6;min-width:0}
section h2{font-size:13px;font-weight:600;margin:0 0 8px}
.kpi{grid-column:span 3}.wide{grid-column:span 7}.narrow{grid-column:span 5}.full{grid-column:1/-1}
.kpi b{display:block;font-size:26px;font-weight:500;line-height:1.2}.up{color:#1b7742}.down{color:#b3372d}
svg{width:100%;height:auto;display:block;font-family:inherit}
.spark{width:90px;height:24px;margin-top:4px}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;list-style:none;margin:8px 0 0;padding:0;font-size:12px;color:#56616d}
.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px}
.donut svg{max-width:240px;margin:0 auto}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:13px}th{text-align:left;color:#56616d;font-weight:600;border-bottom:2px solid #dfe4e9}
th,td{padding:6px 10px 6px 0;white-space:nowrap}tbody th,td{border-bottom:1px solid #edf0f3;font-weight:400;color:inherit}td.up{color:#1b7742}td.down{color:#b3372d}.number{text-align:right}
footer{color:#56616d;font-size:12px;padding:4px 20px 18px;max-width:1500px;margin:0 auto}
.author{display:grid;grid-template-columns:210px minmax(0,1fr)}
.fields{background:#fff;border-right:1px solid #dfe4e9;padding:12px 14px}
.fields h2{font-size:13px;margin:0 0 6px}.fields ul{list-style:none;margin:0 0 14px;padding:0}.fields li{padding:3px 0;overflow-wrap:anywhere}
.fields li::before{content:attr(data-type);display:inline-block;width:22px;color:#1b7742;font-size:12px}
.list{list-style:none;margin:0;padding:0}.list li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 16px;padding:7px 0;border-bottom:1px solid #edf0f3}.list span{color:#56616d;font-size:12px}
.message{max-width:620px;margin:12vh auto;padding:28px 24px;background:#fff;border:1px solid #dfe4e9;border-radius:3px;text-align:center}
.studio header{background:#232f3e;color:#fff;padding-bottom:10px}.studio .bar{color:#d5dbe1}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 18px;margin:0}dt{color:#56616d}dd{margin:0;overflow-wrap:anywhere}
@media(max-width:760px){header{padding:8px 12px 0}main{padding:12px;gap:10px}section,.wide,.narrow{grid-column:1/-1}.kpi{grid-column:span 6}.author{grid-template-columns:1fr}.fields{border-right:0;border-bottom:1px solid #dfe4e9}footer{padding:4px 12px 14px}}
@media(max-width:420px){.kpi b{font-size:21px}h1{font-size:19px}.wide svg text{font-size:19px}.bars svg text{font-size:14px}}
`;

function document(title: string, body: string, bodyClass = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><link rel="icon" href="data:,"><style>${style}</style></head><body${bodyClass ? ` class="${bodyClass}"` : ''}>
${body}
</body></html>
`;
}

function footer({ userName, role, region, now }: Viewer): string {
  return `<footer>Signed in as ${escape(userName)} (${escape(role)}) · ${escape(region)} · data of ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC</footer>`;
}

function date(value: Date): string {
  return value.toISOString().slice(0, 16).replace('T', ' ');
}

/** The sheets as links that keep the path: the session's cookie signs them on. */
function tabs(sheets: string[], current: number): string {
  return `<nav aria-label="Sheets"><ul class="tabs">${sheets.map((name, index) => `<li><a href="?sheet=${index}"${index === current ? ' aria-current="page"' : ''}>${escape(name)}</a></li>`).join('')}</ul></nav>`;
}

/** What a dashboard is about. Each scale is what its bars or lines reach. */
interface Theme {
  names: RegExp;
  kpis: [name: string, low: number, high: number, unit?: string][];
  lines: [title: string, series: string[], scale: number];
  shares: [title: string, names: string[], scale: number];
  bars: [title: string, labels: string[], scale: number];
  table: [title: string, columns: [string, string, string, string], rows: string[]];
}

const countries = ['Norway', 'Sweden', 'Denmark', 'Finland', 'Germany', 'France'];
const channels = ['Web shop', 'Stores', 'Marketplace', 'Partners'];
const warehouses = ['Oslo', 'Malmö', 'Aarhus', 'Tampere', 'Hamburg'];
const categories = ['Rain jackets', 'Down jackets', 'Hiking boots', 'Tents', 'Sleeping bags', 'Backpacks', 'Ski touring'];

/** The first whose names fit; the last fits all. */
const themes: Theme[] = [
  {
    names: /stock|inventory|warehouse|logistic|supplier|deliver|fleet|parcel/i,
    kpis: [['Parcels shipped', 18_000, 64_000], ['On time', 91, 98, '%'], ['Stock cover (days)', 24, 61], ['Cost per parcel', 4, 8, '€']],
    lines: ['Lines picked by week and warehouse', warehouses.slice(0, 3), 90_000],
    shares: ['Parcels by carrier', ['Nordpost', 'Bring', 'DHL', 'Pick-up'], 21_000],
    bars: ['Stock value by warehouse (EUR)', warehouses, 4_200_000],
    table: ['Lowest stock cover', ['Category', 'Units', 'Value', 'Share'], categories],
  },
  {
    names: /cost|cash|close|payroll|receivable|payment|cloud|energy/i,
    kpis: [['Spend (EUR)', 310_000, 920_000], ['Against budget', 88, 108, '%'], ['Open items', 40, 260], ['Days to close', 3, 9]],
    lines: ['Spend by week and entity (EUR)', ['Norway', 'Sweden', 'Germany'], 220_000],
    shares: ['Spend by kind', ['People', 'Systems', 'Logistics', 'Other'], 480_000],
    bars: ['Spend by department (EUR)', ['Retail', 'Online', 'Supply', 'Product', 'Data'], 310_000],
    table: ['Largest items', ['Item', 'Entries', 'Amount', 'Share'], ['Freight', 'Rent', 'Search ads', 'Compute', 'Storage', 'Card fees', 'Packaging']],
  },
  {
    names: /support|satisf|tilfreds|churn|product reviews|traffic|funnel|cdn|quality|access|searches|absence|recruit/i,
    kpis: [['Visitors', 120_000, 610_000], ['Satisfaction', 71, 93, '%'], ['Open tickets', 80, 420], ['First reply (hours)', 1, 7]],
    lines: ['Contacts by week and channel', ['Chat', 'E-mail', 'Phone'], 5200],
    shares: ['Contacts by reason', ['Delivery', 'Returns', 'Product', 'Account'], 9400],
    bars: ['Contacts by country', countries, 3100],
    table: ['Most frequent topics', ['Topic', 'Contacts', 'Minutes', 'Solved'], ['Where is my parcel', 'Change of address', 'Wrong size', 'Refund', 'Gift card', 'Sign-in', 'Repair']],
  },
  {
    names: /./,
    kpis: [['Revenue (EUR)', 2_100_000, 4_900_000], ['Orders', 9000, 38_000], ['Average basket', 64, 122, '€'], ['Gross margin', 34, 46, '%']],
    lines: ['Revenue by week and channel (EUR)', channels.slice(0, 3), 480_000],
    shares: ['Orders by channel', channels, 21_000],
    bars: ['Revenue by country (EUR)', countries, 690_000],
    table: ['Top categories', ['Category', 'Orders', 'Revenue', 'Margin'], categories],
  },
];

function kpi(title: string, value: string, change: number, random: () => number): string {
  return `<section class="kpi"><h2>${escape(title)}</h2><b>${escape(value)}</b><span class="${change < 0 ? 'down' : 'up'}">${change < 0 ? '▼' : '▲'} ${Math.abs(change).toFixed(1)}% on last week</span>${sparkline(random)}</section>`;
}

/** KPIs and four charts, different for each dashboard and sheet and the same each time. */
function visuals(name: string, seed: string, now: Date): string {
  const random = seededRandom(seed);
  const { kpis, lines, shares, bars, table } = themes.find(({ names }) => names.test(name))!;
  const months = [5, 4, 3, 2, 1, 0].map((back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toLocaleString('en', { month: 'short', timeZone: 'UTC' }));
  const tiles = kpis.map(([title, low, high, unit]) => {
    const value = low + random() * (high - low);
    const text = unit === '%' ? `${value.toFixed(1)}%` : unit === undefined ? short(value) : unit + value.toFixed(2);
    return kpi(title, text, (random() - 0.38) * 14, random);
  });
  const rows = table[2].map((row) => {
    const change = (random() - 0.35) * 20;
    return `<tr><th scope="row">${row}</th><td class="number">${Math.round(400 + random() * 4200).toLocaleString('en')}</td><td class="number">${short(90_000 + random() * 900_000)}</td><td class="number">${(28 + random() * 24).toFixed(1)}%</td><td class="number ${change < 0 ? 'down' : 'up'}">${change.toFixed(1)}%</td></tr>`;
  });
  const [first, ...numbers] = [...table[1], 'Change'];
  return `<main>
${tiles.join('\n')}
<section class="wide"><h2>${lines[0]}</h2>${lineChart(lines[0], lines[1], months, lines[2], random)}</section>
<section class="narrow donut"><h2>${shares[0]}</h2>${donutChart(shares[0], shares[1], shares[2], random)}</section>
<section class="bars"><h2>${bars[0]}</h2>${barChart(bars[0], bars[1], bars[2], random)}</section>
<section><h2>${table[0]}</h2><div class="scroll" tabindex="0" role="region" aria-label="${table[0]}"><table><thead><tr><th scope="col">${first}</th>${numbers.map((name) => `<th scope="col" class="number">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></section>
</main>`;
}

/** A dashboard as a reader sees it. `sheet` counts from 0; one that is not there shows the first. */
export function dashboardPage(dashboard: Dashboard, sheet: number, viewer: Viewer): string {
  const current = sheet < dashboard.sheets.length ? sheet : 0;
  return document(dashboard.name, `<header><div class="bar"><span>Published ${date(dashboard.published ?? dashboard.updated)} UTC · version ${dashboard.publishedVersion ?? 0}</span><ul class="tools" aria-label="Toolbar"><li>Undo</li><li>Redo</li><li>Reset</li><li>Bookmarks</li><li>Export</li><li>Print</li></ul></div>
<h1>${escape(dashboard.name)}</h1><p class="about">${escape(dashboard.description ?? `Owner: ${dashboard.owner}`)}</p>${tabs(dashboard.sheets, current)}</header>
${visuals(dashboard.name, `${dashboard.id} ${current}`, viewer.now)}
${footer(viewer)}`);
}

const fields: [name: string, type: string][] = [['order_date', '▤'], ['country', 'Aa'], ['channel', 'Aa'], ['category', 'Aa'], ['customer_id', 'Aa'], ['orders', '#'], ['revenue_eur', '#'], ['margin', '#'], ['basket_eur', '#'], ['returned', '#']];

/** An analysis as its author sees it. */
export function analysisPage(analysis: Analysis, sheet: number, viewer: Viewer): string {
  const current = sheet < analysis.sheets.length ? sheet : 0;
  return document(analysis.name, `<header><div class="bar"><span>Analysis · saved ${date(analysis.updated)} UTC · ${escape(analysis.status)}</span><ul class="tools" aria-label="Toolbar"><li>File</li><li>Edit</li><li>Data</li><li>Insert</li><li>Sheets</li><li>Objects</li><li>Publish</li></ul></div>
<h1>${escape(analysis.name)}</h1>${tabs(analysis.sheets, current)}</header>
<div class="author"><aside class="fields" aria-label="Data"><h2>Data set: orders_daily</h2><ul>${fields.map(([name, type]) => `<li data-type="${type}">${name}</li>`).join('')}</ul><h2>Visual types</h2><ul><li data-type="▥">Bar chart</li><li data-type="∿">Line chart</li><li data-type="◔">Donut chart</li><li data-type="▦">Table</li></ul></aside>
<div>${visuals(analysis.name, `${analysis.id} ${current}`, viewer.now)}</div></div>
${footer(viewer)}`);
}

/** The QuickSight console: its start page and lists. `base` is the path the session is good for. */
export function consolePage(list: string, base: string, { dashboards, analyses }: { dashboards: Dashboard[]; analyses: Analysis[] }, viewer: Viewer): string {
  const titles: Record<string, string> = { home: 'QuickSight', dashboards: 'Dashboards', analyses: 'Analyses', favorites: 'Favorites' };
  const title = titles[list] ?? 'QuickSight';
  const link = (kind: string, { id, name, updated }: Dashboard | Analysis) => `<li><a href="${base}/${kind}/${id}">${escape(name)}</a><span>Updated ${date(updated)} UTC</span></li>`;
  const part = (heading: string, items: string[]) => `<section class="full"><h2>${heading}</h2>${items.length ? `<ul class="list">${items.join('')}</ul>` : '<p>Nothing here yet.</p>'}</section>`;
  const recent = <T extends { updated: Date }>(items: T[]) => items.toSorted((left, right) => right.updated.getTime() - left.updated.getTime()).slice(0, 5);
  const parts = list === 'dashboards' ? part('All dashboards', dashboards.map((item) => link('dashboards', item)))
    : list === 'analyses' ? part('All analyses', analyses.map((item) => link('analyses', item)))
      : list === 'favorites' ? part('Favorites', dashboards.slice(0, 3).map((item) => link('dashboards', item)))
        : part('Recent dashboards', recent(dashboards).map((item) => link('dashboards', item))) + part('Recent analyses', recent(analyses).map((item) => link('analyses', item)));
  const places = [['', 'Home'], ['/favorites', 'Favorites'], ['/dashboards', 'Dashboards'], ['/analyses', 'Analyses']] as const;
  const nav = places.map(([path, name]) => `<li><a href="${base}/start${path}"${(path.slice(1) || 'home') === list ? ' aria-current="page"' : ''}>${name}</a></li>`).join('');
  return document(title, `<header><div class="bar"><span>Amazon QuickSight</span><span>${escape(viewer.userName)}</span></div><h1>${title}</h1><nav aria-label="QuickSight"><ul class="tabs">${nav}</ul></nav></header>
<main>${parts}</main>
${footer(viewer)}`);
}

/** A page that says one thing. */
export function messagePage(title: string, text: string): string {
  return document(title, `<div class="message" role="main"><h1>${escape(title)}</h1><p>${escape(text)}</p></div>`);
}

/** Where a Studio URL that is used or too old is sent to. */
export function signInPage(): string {
  return messagePage('Sign in to SageMaker Studio', 'The URL that you used has expired. Ask for a new URL, or sign in from the AWS console.');
}

/** Studio's landing page. */
export function studioPage({ domain, userProfileName, space, landingUri, region }: { domain: Domain; userProfileName: string; space: Domain['spaces'][number] | undefined; landingUri: string; region: string }): string {
  const { DomainId, DomainName } = domain.details;
  const rows = [['Domain', `${DomainName} (${DomainId})`], ['User profile', userProfileName], ['Space', space ? space.SpaceDisplayName ?? space.SpaceName : 'none'], ['Opens', landingUri], ['Region', region]];
  const spaces = domain.spaces.filter(({ SpaceSharingSettings, OwnershipSettings }) => SpaceSharingSettings?.SharingType === 'Shared' || OwnershipSettings?.OwnerUserProfileName === userProfileName);
  return document(`SageMaker Studio: ${userProfileName}`, `<header><div class="bar"><span>Amazon SageMaker Studio</span><span>${escape(userProfileName)} · ${escape(region)}</span></div><h1>${escape(space ? space.SpaceDisplayName ?? space.SpaceName : 'Studio home')}</h1></header>
<main><section><h2>Signed in</h2><dl>${rows.map(([name, value]) => `<dt>${name!}</dt><dd>${escape(value!)}</dd>`).join('')}</dl></section>
<section><h2>Applications</h2><ul class="list"><li>JupyterLab<span>Notebooks</span></li><li>Code Editor<span>Based on Code - OSS</span></li><li>MLflow<span>Experiments</span></li></ul></section>
<section class="full"><h2>Spaces</h2>${spaces.length ? `<ul class="list">${spaces.map(({ SpaceName, SpaceDisplayName, SpaceSettings, SpaceSharingSettings }) => `<li>${escape(SpaceDisplayName ?? SpaceName)}<span>${escape(SpaceSettings?.AppType ?? '')} · ${escape(SpaceSharingSettings?.SharingType ?? '')}</span></li>`).join('')}</ul>` : '<p>No spaces yet.</p>'}</section></main>`, 'studio');
}
