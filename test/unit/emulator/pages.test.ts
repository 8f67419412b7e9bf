import assert from 'node:assert/strict';
import { GenerateEmbedUrlForRegisteredUserCommand, GetDashboardEmbedUrlCommand, GetSessionEmbedUrlCommand, ListAnalysesCommand, ListDashboardsCommand } from '@aws-sdk/client-quicksight';
import { CreatePresignedDomainUrlCommand } from '@aws-sdk/client-sagemaker';
import { startEmulator, type Emulator } from '../../emulator/emulator.ts';
import { cookieOf, quicksight, sagemaker, send, target, type Answer } from './support.ts';

const studioDomain = 'd-h2k8vq4nfjel';

describe('emulator: the pages behind the minted URLs', function () {
  this.timeout(20_000); // on a busy machine
  let emulator: Emulator;
  let AwsAccountId: string;
  /** Milliseconds that the emulator's clock is ahead. */
  let ahead = 0;

  before(async () => {
    emulator = await startEmulator({ now: () => new Date(Date.now() + ahead) });
    AwsAccountId = emulator.accountId;
  });
  after(() => emulator.close());
  afterEach(() => {
    ahead = 0;
    emulator.setStaticDomains([]);
  });

  async function dashboard(name: string): Promise<string> {
    const { DashboardSummaryList } = await quicksight(emulator).send(new ListDashboardsCommand({ AwsAccountId }));
    return DashboardSummaryList!.find(({ Name }) => Name === name)!.DashboardId!;
  }

  async function mintDashboard(name = 'Weekly Sales Review', as = emulator.identities.author): Promise<string> {
    const { EmbedUrl } = await quicksight(emulator, { as }).send(new GetDashboardEmbedUrlCommand({ AwsAccountId, DashboardId: await dashboard(name), IdentityType: 'IAM' }));
    return target(emulator, EmbedUrl);
  }

  async function mintConsole(EntryPoint = '/start'): Promise<string> {
    const { EmbedUrl } = await quicksight(emulator).send(new GetSessionEmbedUrlCommand({ AwsAccountId, EntryPoint }));
    return target(emulator, EmbedUrl);
  }

  async function mintStudio(more: { SpaceName?: string; ExpiresInSeconds?: number; SessionExpirationDurationInSeconds?: number; LandingUri?: string } = {}): Promise<string> {
    const { AuthorizedUrl } = await sagemaker(emulator).send(new CreatePresignedDomainUrlCommand({ DomainId: studioDomain, UserProfileName: 'ana-lopez', ...more }));
    return target(emulator, AuthorizedUrl);
  }

  function heading({ body }: Answer): string {
    return /<h1>([^<]*)<\/h1>/.exec(body)![1]!;
  }

  function frameAncestors({ headers }: Answer): string {
    return /frame-ancestors ([^;]*)/.exec(String(headers['content-security-policy']))![1]!;
  }

  const used = 'Embedding failed because of invalid URL or authorization code';

  describe('an embed URL', () => {
    it('looks like QuickSight’s, with a secret that must be kept byte for byte', async () => {
      const url = await mintDashboard();
      assert.match(url, /^\/embed\/[0-9a-f]{32}\/dashboards\/[0-9a-f-]{36}\?code=[^&]{100,}&identityprovider=quicksight&isauthcode=true$/);
      for (const bytes of ['%2B', '%2F', '%3D', '%20', '%2f', '~', '+']) assert.ok(url.includes(bytes), bytes);
    });

    it('signs on once', async () => {
      const url = await mintDashboard();
      const first = await send(emulator, url);
      assert.equal(first.status, 200);
      assert.equal(heading(first), 'Weekly Sales Review');
      assert.match(String(first.headers['set-cookie']), /^qs-session=[0-9a-f]{32}; Path=\/embed\/[0-9a-f]{32}; HttpOnly; SameSite=Lax$/);
      const second = await send(emulator, url, { headers: { cookie: cookieOf(first) } });
      assert.equal(second.status, 403);
      assert.equal(heading(second), used);
      assert.ok(emulator.minted.at(-1)!.usedAt instanceof Date);
    });

    it('is refused when any byte of it was changed, and is then still good', async () => {
      const url = await mintDashboard();
      const query = url.slice(url.indexOf('?'));
      const changed = [
        query.replace('%2f', '%2F'), query.replace('%20', '+'), query.replace('+', '%20'), query.replace('+', '%2B'), query.replace('~', '%7E'), query.replace('%3D', '='),
        `?${new URLSearchParams(query).toString()}`, `?${decodeURIComponent(query.slice(1))}`, encodeURI(query), `${query}&more=1`, query.replace('&isauthcode=true', ''),
      ];
      for (const other of changed) {
        assert.notEqual(other, query);
        assert.equal(heading(await send(emulator, url.replace(query, other.replaceAll(' ', '%20')))), used, other);
      }
      assert.equal(heading(await send(emulator, url.replace(/dashboards\/[^?]*/, 'start'))), used);
      assert.equal((await send(emulator, url)).status, 200);
    });

    it('is good for five minutes and not longer', async () => {
      const [early, late] = [await mintDashboard(), await mintDashboard()];
      ahead = 299_000;
      assert.equal((await send(emulator, early)).status, 200);
      ahead = 301_000;
      assert.equal(heading(await send(emulator, late)), used);
    });

    it('opens nothing without its code or its session', async () => {
      const path = (await mintDashboard()).split('?')[0]!;
      assert.equal(heading(await send(emulator, path)), used);
      assert.equal(heading(await send(emulator, path, { headers: { cookie: 'qs-session=undefined' } })), used);
      assert.equal(heading(await send(emulator, '/embed/00000000000000000000000000000000/start')), used);
    });

    it('has a session: other sheets, without a code, until its lifetime ends', async () => {
      const url = await mintDashboard();
      const headers = { cookie: cookieOf(await send(emulator, url)) };
      const path = url.split('?')[0]!;
      const sheet = await send(emulator, `${path}?sheet=1`, { headers });
      assert.match(sheet.body, /<a href="\?sheet=1" aria-current="page">By country<\/a>/);
      ahead = 14 * 60_000;
      assert.equal((await send(emulator, path, { headers })).status, 200);
      ahead = 16 * 60_000; // a dashboard's session lives for 15 minutes
      assert.equal((await send(emulator, path, { headers })).status, 403);
    });

    it('a dashboard’s session opens no other dashboard and not the console', async () => {
      const url = await mintDashboard();
      const headers = { cookie: cookieOf(await send(emulator, url)) };
      const base = /^\/embed\/[0-9a-f]+/.exec(url)![0];
      for (const path of [`/dashboards/${await dashboard('Inventory Health')}`, '/start', '/start/analyses']) {
        assert.match(heading(await send(emulator, base + path, { headers })), /Insufficient permissions/);
      }
    });

    it('of a dashboard that is not shared with the user opens a page that says so', async () => {
      const page = await send(emulator, await mintDashboard('Payroll Overview', emulator.identities.viewer));
      assert.equal(heading(page), 'We can’t display this page (Insufficient permissions)');
      assert.match(page.body, /kim\.novak/);
      assert.equal(heading(await send(emulator, await mintDashboard('Payroll Overview'))), 'Payroll Overview');
    });
  });

  describe('frame-ancestors', () => {
    it('of the Get operations is the static list, as it is when the page is opened', async () => {
      const url = await mintDashboard();
      emulator.setStaticDomains(['https://portal.example.com', 'http://localhost:8099']);
      assert.equal(frameAncestors(await send(emulator, url)), 'https://portal.example.com http://localhost:8099');
      assert.equal(frameAncestors(await send(emulator, url)), 'https://portal.example.com http://localhost:8099');
      emulator.setStaticDomains([]);
      assert.equal(frameAncestors(await send(emulator, await mintConsole())), "'none'");
    });

    it('is AllowedDomains where given', async () => {
      emulator.setStaticDomains(['https://portal.example.com']);
      const { EmbedUrl } = await quicksight(emulator).send(new GenerateEmbedUrlForRegisteredUserCommand({
        AwsAccountId, UserArn: `arn:aws:quicksight:us-east-1:${AwsAccountId}:user/default/ana.lopez`, AllowedDomains: ['http://localhost:8099', 'https://*.example.org'], ExperienceConfiguration: { QuickSightConsole: {} },
      }));
      assert.equal(frameAncestors(await send(emulator, target(emulator, EmbedUrl))), 'http://localhost:8099 https://*.example.org');
    });
  });

  describe('what a page shows', () => {
    it('a dashboard: its name, sheets, four charts, who looks and where, nothing from elsewhere', async () => {
      const { body, headers } = await send(emulator, await mintDashboard());
      assert.match(body, /^<!doctype html>\n<html lang="en">/);
      assert.match(body, /<title>Weekly Sales Review<\/title>/);
      assert.equal(body.match(/<svg [^>]*role="img" aria-label="[^"]+"/g)!.length, 3);
      assert.match(body, /<table>/);
      assert.equal(body.match(/class="kpi"/g)!.length, 4);
      assert.match(body, /Signed in as ana\.lopez \(ADMIN\) · eu-west-1/);
      assert.doesNotMatch(body, /https?:\/\/|<script|NaN|undefined/);
      assert.match(String(headers['content-security-policy']), /^default-src 'none'; style-src 'unsafe-inline'/);
      assert.equal(headers['cache-control'], 'no-store');
    });

    it('the same numbers each time, and other ones for another dashboard', async () => {
      const charts = async (name: string) => (await send(emulator, await mintDashboard(name))).body.match(/<svg.*?<\/svg>/gs)!.join();
      assert.equal(await charts('Inventory Health'), await charts('Inventory Health'));
      assert.notEqual(await charts('Inventory Health'), await charts('Executive Summary'));
    });

    it('names escaped', async () => {
      const page = await send(emulator, await mintDashboard('Price Tests <autumn>'));
      assert.equal(heading(page), 'Price Tests &#60;autumn&#62;');
      assert.match(page.body, /&#34;A&#34; against &#34;B&#34;/);
      assert.match((await send(emulator, await mintConsole('/start/dashboards'))).body, />Price Tests &#60;autumn&#62;</);
    });

    it('an analysis: the authoring page, with fields', async () => {
      const { AnalysisSummaryList } = await quicksight(emulator).send(new ListAnalysesCommand({ AwsAccountId }));
      const open = async (name: string) => send(emulator, await mintConsole(`/analyses/${AnalysisSummaryList!.find(({ Name }) => Name === name)!.AnalysisId!}`));
      const page = await open('Cash Flow Forecast');
      assert.equal(heading(page), 'This analysis can’t be opened');
      assert.match(page.body, /due_date/);
      const good = await open('Basket analysis – autumn');
      assert.equal(heading(good), 'Basket analysis – autumn');
      assert.match(good.body, /<aside class="fields" aria-label="Data">.*revenue_eur/);
    });

    it('the console’s start page and lists, whose links the session opens', async () => {
      for (const [entry, title] of [['/start', 'QuickSight'], ['/start/dashboards', 'Dashboards'], ['/start/analyses', 'Analyses'], ['/start/favorites', 'Favorites']] as const) {
        const page = await send(emulator, await mintConsole(entry));
        assert.equal(heading(page), title);
        const cookie = cookieOf(page);
        const links = [...page.body.matchAll(/href="(\/embed\/[^"]+\/(?:dashboards|analyses)\/[^"]+)"/g)].map((match) => match[1]!);
        assert.ok(links.length > 0);
        assert.equal((await send(emulator, links[0]!, { headers: { cookie } })).status, 200);
        assert.doesNotMatch(page.body, /Untitled analysis/);
      }
    });

    it('nothing where there is nothing', async () => {
      assert.equal((await send(emulator, '/favicon.ico')).status, 404);
      assert.equal((await send(emulator, '/embed')).status, 404);
      assert.equal((await send(emulator, await mintDashboard(), { method: 'HEAD' })).status, 405);
      assert.match((await send(emulator, '/')).body, /Emulator of AWS/);
    });
  });

  describe('Studio', () => {
    const signIn = '/studio/sign-in';

    it('signs on once and lands in the domain, as the user profile, in the space', async () => {
      const url = await mintStudio({ SpaceName: 'ana-notebooks', LandingUri: 'app:JupyterLab:lab' });
      assert.match(url, /^\/studio\/d-h2k8vq4nfjel\/auth\?token=[^&]{100,}$/);
      const first = await send(emulator, url);
      assert.equal(first.status, 302);
      assert.equal(first.headers.location, '/studio/d-h2k8vq4nfjel/default/lab');
      assert.match(String(first.headers['set-cookie']), /^studio-session=[0-9a-f]{32}; Path=\/studio\/d-h2k8vq4nfjel; HttpOnly; SameSite=Lax$/);
      const page = await send(emulator, first.headers.location, { headers: { cookie: cookieOf(first) } });
      for (const text of ['data-science (d-h2k8vq4nfjel)', '<dd>ana-lopez</dd>', '<dd>Ana’s notebooks</dd>', 'app:JupyterLab:lab']) assert.ok(page.body.includes(text), text);
      assert.equal(page.headers['x-frame-options'], 'DENY');
      assert.equal(frameAncestors(page), "'none'");
      assert.equal((await send(emulator, url)).headers.location, signIn);
    });

    it('honours ExpiresInSeconds', async () => {
      const [early, late] = [await mintStudio({ ExpiresInSeconds: 5 }), await mintStudio({ ExpiresInSeconds: 5 })];
      ahead = 4000;
      assert.match(String((await send(emulator, early)).headers.location), /default\/lab$/);
      ahead = 7000;
      assert.equal((await send(emulator, late)).headers.location, signIn);
    });

    it('ends the session when it is over', async () => {
      const cookie = cookieOf(await send(emulator, await mintStudio({ SessionExpirationDurationInSeconds: 1800 })));
      ahead = 1_790_000;
      assert.equal((await send(emulator, `/studio/${studioDomain}/default/lab`, { headers: { cookie } })).status, 200);
      ahead = 1_810_000;
      assert.equal((await send(emulator, `/studio/${studioDomain}/default/lab`, { headers: { cookie } })).headers.location, signIn);
    });

    it('refuses a token that was changed, and one for another domain', async () => {
      const url = await mintStudio();
      assert.equal((await send(emulator, url.replace('%2f', '%2F'))).headers.location, signIn);
      assert.equal((await send(emulator, url.replace(studioDomain, 'd-6tnr5ckxdeny'))).headers.location, signIn);
      assert.equal((await send(emulator, `/studio/${studioDomain}/default/lab`)).headers.location, signIn);
      assert.equal((await send(emulator, url)).headers.location, `/studio/${studioDomain}/default/lab`);
    });

    it('the sign-in page says that the URL has expired', async () => {
      const page = await send(emulator, signIn);
      assert.match(page.body, /The URL that you used has expired/);
      assert.equal(page.headers['x-frame-options'], 'DENY');
    });
  });

  it('keeps every page request as it came', async () => {
    const before = emulator.pageRequests.length;
    const paths = ['/embed/x/start?code=%2b+%20~&b', '/?q=%zz'];
    for (const path of paths) await send(emulator, path);
    assert.deepEqual(emulator.pageRequests.slice(before), paths);
  });
});
