// The demo data: the account of a made-up outdoor retailer, Fjellmark, and one more account that has nothing.
import type { AnalysisError, ResourceStatus, User } from '@aws-sdk/client-quicksight';
import type { AppDetails, DescribeDomainResponse, DescribeSpaceResponse, DescribeUserProfileResponse } from '@aws-sdk/client-sagemaker';
import { seededRandom, seededUuid } from './random.ts';

/** Who may open a dashboard or an analysis: its owner, and everybody or the users named. */
interface Shared {
  owner: string;
  sharedWith: 'everybody' | string[];
}

/** A dashboard with what the pages show of it. */
export interface Dashboard extends Shared {
  id: string;
  name: string;
  description?: string;
  created: Date;
  updated: Date;
  /** Undefined: never published, so there is nothing to show to a reader. */
  publishedVersion?: number;
  published?: Date;
  sheets: string[];
}

/** An analysis with what the pages show of it. */
export interface Analysis extends Shared {
  id: string;
  name: string;
  status: ResourceStatus;
  created: Date;
  updated: Date;
  errors?: AnalysisError[];
  sheets: string[];
}

/** A Studio domain with what is in it. */
export interface Domain {
  details: DescribeDomainResponse & { DomainId: string; DomainName: string };
  /** A service control policy denies DescribeDomain on this one to everybody. */
  describeDenied?: boolean;
  userProfiles: (DescribeUserProfileResponse & { UserProfileName: string })[];
  spaces: (DescribeSpaceResponse & { SpaceName: string })[];
  apps: AppDetails[];
}

/** What an account has in one region. */
export interface RegionData {
  /** Undefined: QuickSight is not in use there. */
  quicksight?: { dashboards: Dashboard[]; dashboardsById: Map<string, Dashboard>; analyses: Analysis[]; analysesById: Map<string, Analysis> };
  domains: Domain[];
}

/** A QuickSight user, always with its namespace. */
export interface QuickSightUser extends User {
  namespace: string;
  Arn: string;
  UserName: string;
}

/** One AWS account. */
export interface Account {
  id: string;
  /** Undefined: not signed up for QuickSight. */
  subscription?: { name: string; email: string; identityRegion: string; namespaces: { name: string; capacityRegion: string }[]; users: QuickSightUser[] };
  regions: Map<string, RegionData>;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface DashboardSeed {
  name: string;
  about: string;
  sheets: string[];
  owner?: string;
  createdDays: number;
  /** Milliseconds before now. */
  updated: number;
  /** Milliseconds before now and the version; undefined for a draft. */
  published?: [number, number];
  sharedWith?: string[];
}

const ana = 'ana.lopez';
const bo = 'AWSReservedSSO_Analyst_5d1c6f0a9b3e7c42/bo.lindqvist@fjellmark.example';

const homeDashboards: DashboardSeed[] = [
  { name: 'Weekly Sales Review', about: 'Revenue, orders and margin by country, week on week', sheets: ['Overview', 'By country', 'By product'], createdDays: 812, updated: 14 * minute, published: [14 * minute, 61] },
  { name: 'Executive Summary', about: 'The one page the board reads', sheets: ['Summary', 'Risks'], createdDays: 705, updated: 2 * day, published: [2 * day, 34] },
  { name: 'Customer Churn & Retention', about: 'Who leaves, when, and what keeps them', sheets: ['Cohorts', 'Drivers', 'Win-back'], createdDays: 433, updated: 6 * day, published: [6 * day, 18] },
  { name: 'Inventory Health', about: 'Stock cover, dead stock and stock-outs by warehouse', sheets: ['Overview', 'Warehouses'], owner: bo, createdDays: 390, updated: 20 * hour, published: [20 * hour, 27] },
  { name: 'Warehouse Throughput', about: 'Lines picked per hour and the queue behind them', sheets: ['Today', 'Trend'], owner: bo, createdDays: 388, updated: 5 * hour, published: [5 * hour, 44] },
  { name: 'Marketing Attribution', about: 'Spend and first-order revenue by channel', sheets: ['Channels', 'Campaigns', 'Paths'], createdDays: 350, updated: 9 * day, published: [11 * day, 12] },
  { name: 'Paid Search Performance', about: 'Clicks, cost and return by campaign', sheets: ['Overview'], createdDays: 331, updated: 31 * hour, published: [31 * hour, 9] },
  { name: 'Website Conversion Funnel', about: 'From landing page to paid order, by device', sheets: ['Funnel', 'Devices'], createdDays: 301, updated: 3 * day, published: [3 * day, 21] },
  { name: 'Month-end Close', about: 'Open items, accruals and sign-off by entity', sheets: ['Status', 'Open items'], owner: 'finance.bi', createdDays: 655, updated: 18 * day, published: [18 * day, 40] },
  { name: 'Cash Flow Forecast', about: 'Thirteen weeks ahead, in NOK and EUR', sheets: ['Forecast', 'Assumptions'], owner: 'finance.bi', createdDays: 610, updated: 4 * day, published: [4 * day, 52] },
  { name: 'Payroll Overview', about: 'Salary cost by department; people and finance only', sheets: ['Overview'], owner: 'finance.bi', createdDays: 598, updated: 25 * day, published: [25 * day, 15], sharedWith: [ana, 'finance.bi'] },
  { name: 'Accounts Receivable Ageing', about: 'What is owed, by whom, and for how long', sheets: ['Ageing', 'Customers'], owner: 'finance.bi', createdDays: 577, updated: 40 * hour, published: [40 * hour, 31] },
  { name: 'Support Ticket Backlog', about: 'Open tickets, first reply and time to solve', sheets: ['Backlog', 'Agents'], createdDays: 260, updated: 2 * hour, published: [2 * hour, 73] },
  { name: 'Customer Satisfaction (NPS)', about: 'Scores and comments after delivery', sheets: ['Score', 'Comments'], createdDays: 244, updated: 8 * day, published: [8 * day, 10] },
  { name: 'Kundetilfredshet – butikker i Norden', about: 'Tilbakemeldinger fra butikkene, på norsk', sheets: ['Oversikt', 'Butikker'], createdDays: 201, updated: 12 * day, published: [12 * day, 6] },
  { name: 'Returns & Refunds', about: 'Return rate and reason by category', sheets: ['Overview', 'Reasons'], createdDays: 188, updated: 50 * hour, published: [50 * hour, 14] },
  { name: 'Supplier Scorecard', about: 'On time, in full, and at the agreed price', sheets: ['Scores', 'Suppliers'], owner: bo, createdDays: 174, updated: 16 * day, published: [16 * day, 8] },
  { name: 'Logistics Cost per Parcel', about: 'Carrier cost by zone and weight', sheets: ['Overview', 'Carriers'], owner: bo, createdDays: 150, updated: 7 * day, published: [7 * day, 11] },
  { name: 'Cloud Cost and Usage', about: 'Spend by team and service, with the forecast', sheets: ['Spend', 'Savings', 'Forecast'], createdDays: 142, updated: 9 * hour, published: [9 * hour, 29] },
  { name: 'Data Quality Monitor', about: 'Late, missing and odd data by pipeline', sheets: ['Today'], createdDays: 96, updated: 45 * minute, published: [45 * minute, 5] },
  { name: 'Price Tests <autumn>', about: 'Uplift by test cell: "A" against "B"', sheets: ['Results'], createdDays: 61, updated: 30 * hour, published: [5 * day, 3] },
  { name: 'Q3 Board Pack', about: 'Draft, not yet published', sheets: ['Draft'], createdDays: 23, updated: 26 * hour },
  { name: 'Loyalty Programme', about: 'Draft, not yet published', sheets: ['Draft'], owner: bo, createdDays: 9, updated: 3 * hour },
  { name: 'Store Footfall', about: 'Draft, waits for the new counters', sheets: ['Draft'], createdDays: 4, updated: 4 * day },
];

const usDashboards: DashboardSeed[] = [
  { name: 'US Web Shop Overview', about: 'Orders and revenue of the US web shop', sheets: ['Overview', 'States'], createdDays: 410, updated: 28 * hour, published: [28 * hour, 17] },
  { name: 'Identity and Access Review', about: 'Sign-ons by role and system', sheets: ['Sign-ons'], createdDays: 320, updated: 10 * day, published: [10 * day, 7] },
  { name: 'CDN Performance', about: 'Latency and cache hits by edge', sheets: ['Latency', 'Cache'], createdDays: 120, updated: 11 * hour, published: [11 * hour, 13] },
  { name: 'Holiday Readiness (US)', about: 'Draft, not yet published', sheets: ['Draft'], createdDays: 15, updated: 2 * day },
];

const homeAnalyses: [name: string, status: ResourceStatus, createdDays: number, updated: number, sheets: string[]][] = [
  ['Weekly Sales Review', 'UPDATE_SUCCESSFUL', 815, 15 * minute, ['Overview', 'By country', 'By product']],
  ['Customer Churn & Retention', 'UPDATE_SUCCESSFUL', 440, 6 * day, ['Cohorts', 'Drivers', 'Win-back']],
  ['Basket analysis – autumn', 'CREATION_SUCCESSFUL', 12, 12 * day, ['Pairs', 'Baskets']],
  ['Inventory Health', 'UPDATE_SUCCESSFUL', 392, 20 * hour, ['Overview', 'Warehouses']],
  ['Delivery promise vs. actual', 'CREATION_SUCCESSFUL', 33, 33 * day, ['Promise']],
  ['Marketing Attribution', 'UPDATE_IN_PROGRESS', 352, 1 * minute, ['Channels', 'Campaigns', 'Paths']],
  ['Store clusters (k-means)', 'CREATION_IN_PROGRESS', 0, 2 * minute, ['Clusters']],
  ['Returns by weather', 'CREATION_FAILED', 2, 2 * day, ['Weather']],
  ['Cash Flow Forecast', 'UPDATE_FAILED', 612, 4 * day, ['Forecast', 'Assumptions']],
  ['Cloud Cost and Usage', 'UPDATE_SUCCESSFUL', 143, 9 * hour, ['Spend', 'Savings', 'Forecast']],
  ['NPS comments, text mining', 'CREATION_SUCCESSFUL', 70, 70 * day, ['Topics']],
  ['Sales Review (old copy)', 'DELETED', 500, 3 * day, ['Overview']],
  ['Untitled analysis', 'DELETED', 20, 6 * day, ['Sheet 1']],
  ['Untitled analysis 2', 'DELETED', 19, 19 * day, ['Sheet 1']],
];

const usAnalyses: typeof homeAnalyses = [
  ['US Web Shop Overview', 'UPDATE_SUCCESSFUL', 411, 28 * hour, ['Overview', 'States']],
  ['CDN logs, exploration', 'CREATION_SUCCESSFUL', 121, 121 * day, ['Logs']],
  ['Holiday Readiness (US), first try', 'DELETED', 16, 15 * day, ['Sheet 1']],
];

const analysisErrors: Partial<Record<ResourceStatus, AnalysisError[]>> = {
  CREATION_FAILED: [{ Type: 'DATA_SET_NOT_FOUND', Message: 'The data set weather_daily was not found.' }],
  UPDATE_FAILED: [{ Type: 'COLUMN_TYPE_MISMATCH', Message: 'Column due_date is DATETIME in the analysis and STRING in the data set.' }],
};

const subjects = ['Sales', 'Orders', 'Returns', 'Margin', 'Stock Cover', 'Deliveries', 'Campaigns', 'Support Tickets', 'Web Traffic', 'Subscriptions', 'Payments', 'Energy Use', 'Fleet', 'Recruiting', 'Absence', 'Product Reviews', 'Searches', 'Vouchers', 'Forecast Accuracy'];
const cuts = ['by Region', 'by Store', 'by Category', 'by Channel', 'Daily', 'Weekly', 'Monthly', 'Year on Year', 'Drill-down', 'Overview', 'Exceptions', 'Benchmarks', 'Pilot'];
const places = ['Oslo', 'Bergen', 'Trondheim', 'Stockholm', 'Göteborg', 'Malmö', 'København', 'Aarhus', 'Helsinki', 'Tampere', 'Tallinn', 'Rīga', 'Vilnius', 'Hamburg', 'Berlin', 'München', 'Amsterdam', 'Rotterdam', 'Antwerpen', 'Lyon', 'Paris', 'Zürich', 'Wien'];
const generatedSheets = ['Overview', 'Details'];

/**
 * Names for the dashboards beyond the hand-made ones: as many as needed, none twice. 19 subjects, 13 cuts and 23 places
 * have no common factor, so each of the 5,681 combinations comes once before the number at the end changes.
 */
function generatedName(index: number): string {
  const round = Math.floor(index / (subjects.length * cuts.length * places.length));
  return `${subjects[index % subjects.length]!} ${cuts[index % cuts.length]!} – ${places[index % places.length]!}${round ? ` ${round + 1}` : ''}`;
}

function buildDashboards(seeds: DashboardSeed[], total: number, seed: string, now: Date): Dashboard[] {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const random = seededRandom(`dashboards ${seed}`);
  const dashboards = seeds.slice(0, total).map(({ name, about, sheets, owner = ana, createdDays, updated, published, sharedWith }): Dashboard => ({
    id: seededUuid(random), name, description: about, created: before(createdDays * day), updated: before(updated), sheets, owner, sharedWith: sharedWith ?? 'everybody',
    ...(published ? { published: before(published[0]), publishedVersion: published[1] } : {}),
  }));
  for (let index = 0; dashboards.length < total; index++) {
    const created = random() * 900 * day;
    const updated = created * random() ** 2;
    const draft = random() < 0.06;
    const dashboard: Dashboard = { id: seededUuid(random), name: generatedName(index), created: before(created), updated: before(updated), sheets: generatedSheets, owner: random() < 0.5 ? ana : bo, sharedWith: 'everybody' };
    if (!draft) Object.assign(dashboard, { published: dashboard.updated, publishedVersion: 1 + Math.floor(random() * 40) });
    dashboards.push(dashboard);
  }
  return dashboards;
}

function quicksightData(dashboards: Dashboard[], analysisSeeds: typeof homeAnalyses, seed: string, now: Date): NonNullable<RegionData['quicksight']> {
  const random = seededRandom(`analyses ${seed}`);
  const analyses = analysisSeeds.map(([name, status, createdDays, updated, sheets]): Analysis => ({
    id: seededUuid(random), name, status, sheets, owner: ana, sharedWith: [ana, bo, 'finance.bi'],
    created: new Date(now.getTime() - Math.max(createdDays * day, updated)), updated: new Date(now.getTime() - updated),
    ...(analysisErrors[status] ? { errors: analysisErrors[status] } : {}),
  }));
  return { dashboards, dashboardsById: new Map(dashboards.map((dashboard) => [dashboard.id, dashboard])), analyses, analysesById: new Map(analyses.map((analysis) => [analysis.id, analysis])) };
}

interface DomainSeed {
  id: string;
  name: string;
  authMode: 'IAM' | 'SSO';
  status?: 'Failed';
  failureReason?: string;
  network?: 'VpcOnly';
  createdDays: number;
  describeDenied?: boolean;
  userProfiles: [name: string, createdDays: number, updated: number, failureReason?: string][];
  spaces: { name: string; displayName?: string; owner: string; sharing: 'Private' | 'Shared'; app: 'JupyterLab' | 'CodeEditor'; gigabytes: number; instance: 'ml.t3.medium' | 'ml.m5.xlarge' | 'ml.g4dn.xlarge'; createdDays: number; updated: number; running: boolean }[];
}

const homeDomains: DomainSeed[] = [
  {
    id: 'd-h2k8vq4nfjel', name: 'data-science', authMode: 'IAM', createdDays: 640,
    userProfiles: [['ana-lopez', 640, 3 * hour], ['bo-lindqvist', 612, 2 * day], ['chiara-ricci', 401, 26 * hour], ['dmitri-volkov', 230, 9 * day], ['forecasting-batch', 180, 40 * day], ['emma-new', 1, 20 * hour, 'The execution role arn:aws:iam::418205337716:role/StudioEmma cannot be assumed by sagemaker.amazonaws.com.']],
    spaces: [
      { name: 'ana-notebooks', displayName: 'Ana’s notebooks', owner: 'ana-lopez', sharing: 'Private', app: 'JupyterLab', gigabytes: 50, instance: 'ml.m5.xlarge', createdDays: 380, updated: 3 * hour, running: true },
      { name: 'ana-editor', owner: 'ana-lopez', sharing: 'Private', app: 'CodeEditor', gigabytes: 20, instance: 'ml.t3.medium', createdDays: 95, updated: 6 * day, running: false },
      { name: 'churn-model', displayName: 'Churn model', owner: 'bo-lindqvist', sharing: 'Shared', app: 'JupyterLab', gigabytes: 100, instance: 'ml.m5.xlarge', createdDays: 210, updated: 28 * hour, running: true },
      { name: 'demand-forecast', displayName: 'Demand forecast', owner: 'chiara-ricci', sharing: 'Shared', app: 'JupyterLab', gigabytes: 250, instance: 'ml.g4dn.xlarge', createdDays: 166, updated: 4 * day, running: false },
      { name: 'chiara-vision', owner: 'chiara-ricci', sharing: 'Private', app: 'JupyterLab', gigabytes: 500, instance: 'ml.g4dn.xlarge', createdDays: 44, updated: 50 * minute, running: true },
    ],
  },
  {
    id: 'd-9xw3mzt6rsso', name: 'research', authMode: 'SSO', network: 'VpcOnly', createdDays: 300,
    userProfiles: [['ingrid-haugen', 290, 5 * day], ['jonas-berg', 210, 12 * day]],
    spaces: [{ name: 'materials-lab', displayName: 'Materials lab', owner: 'ingrid-haugen', sharing: 'Shared', app: 'JupyterLab', gigabytes: 100, instance: 'ml.m5.xlarge', createdDays: 120, updated: 5 * day, running: false }],
  },
  {
    id: 'd-4pqf7ybzfail', name: 'ml-sandbox', authMode: 'IAM', status: 'Failed', createdDays: 3,
    failureReason: 'The subnet subnet-0a1b2c3d4e5f60718 has no free IP addresses for the elastic network interface of the domain.',
    userProfiles: [], spaces: [],
  },
  { id: 'd-6tnr5ckxdeny', name: 'finance-restricted', authMode: 'IAM', createdDays: 150, describeDenied: true, userProfiles: [['finance-bi', 150, 30 * day]], spaces: [] },
];

const usDomains: DomainSeed[] = [
  { id: 'd-u5e1m8wqshop', name: 'us-web-shop', authMode: 'IAM', createdDays: 220, userProfiles: [['ana-lopez', 220, 11 * day], ['maya-chen', 200, 8 * hour]], spaces: [{ name: 'search-ranking', displayName: 'Search ranking', owner: 'maya-chen', sharing: 'Shared', app: 'JupyterLab', gigabytes: 50, instance: 'ml.m5.xlarge', createdDays: 180, updated: 8 * hour, running: true }] },
];

function buildDomain(seed: DomainSeed, accountId: string, region: string, now: Date): Domain {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const arn = (kind: string, name: string) => `arn:aws:sagemaker:${region}:${accountId}:${kind}/${seed.id}${name}`;
  const status = seed.status ?? 'InService';
  const times = { CreationTime: before(seed.createdDays * day), LastModifiedTime: before(seed.createdDays * day - 6 * minute) };
  return {
    details: {
      DomainArn: `arn:aws:sagemaker:${region}:${accountId}:domain/${seed.id}`, DomainId: seed.id, DomainName: seed.name, Status: status, ...times,
      AuthMode: seed.authMode, AppNetworkAccessType: seed.network ?? 'PublicInternetOnly', Url: `https://${seed.id}.studio.${region}.sagemaker.aws`,
      VpcId: 'vpc-0f3d2b1a4c5e69788', SubnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0b2c3d4e5f6071829'], HomeEfsFileSystemId: 'fs-0c4d5e6f708192a3b',
      DefaultUserSettings: { ExecutionRole: `arn:aws:iam::${accountId}:role/service-role/AmazonSageMaker-ExecutionRole`, DefaultLandingUri: 'studio::', StudioWebPortal: 'ENABLED' },
      ...(seed.authMode === 'SSO' ? { SingleSignOnApplicationArn: `arn:aws:sso::${accountId}:application/ssoins-6804f2a1b3c5d7e9/apl-1a2b3c4d5e6f7081` } : {}),
      ...(seed.failureReason === undefined ? {} : { FailureReason: seed.failureReason }),
    },
    ...(seed.describeDenied ? { describeDenied: true } : {}),
    userProfiles: seed.userProfiles.map(([name, createdDays, updated, failureReason], index) => ({
      DomainId: seed.id, UserProfileArn: arn('user-profile', `/${name}`), UserProfileName: name, HomeEfsFileSystemUid: String(200_005 + index),
      Status: failureReason === undefined ? 'InService' : 'Failed', CreationTime: before(createdDays * day), LastModifiedTime: before(updated),
      ...(failureReason === undefined ? {} : { FailureReason: failureReason }),
      ...(seed.authMode === 'SSO' ? { SingleSignOnUserIdentifier: 'UserName', SingleSignOnUserValue: `${name.replace('-', '.')}@fjellmark.example` } : {}),
    })),
    spaces: seed.spaces.map((space) => ({
      DomainId: seed.id, SpaceArn: arn('space', `/${space.name}`), SpaceName: space.name, Status: 'InService',
      ...(space.displayName === undefined ? {} : { SpaceDisplayName: space.displayName }),
      CreationTime: before(space.createdDays * day), LastModifiedTime: before(space.updated),
      SpaceSettings: { AppType: space.app, SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: space.gigabytes } } },
      OwnershipSettings: { OwnerUserProfileName: space.owner }, SpaceSharingSettings: { SharingType: space.sharing },
      Url: `https://${seed.id}.studio.${region}.sagemaker.aws/${space.app.toLowerCase()}/default/lab`,
    })),
    apps: seed.spaces.filter(({ running }) => running).map((space) => ({
      DomainId: seed.id, SpaceName: space.name, AppType: space.app, AppName: 'default', Status: 'InService', CreationTime: before(space.updated), ResourceSpec: { InstanceType: space.instance },
    })),
  };
}

function buildUsers(accountId: string, identityRegion: string): QuickSightUser[] {
  const user = (namespace: string, UserName: string, Email: string, Role: QuickSightUser['Role'], IdentityType: QuickSightUser['IdentityType'], Active = true): QuickSightUser => ({
    namespace, UserName, Email, Role, IdentityType, Active, PrincipalId: `federated/iam/AIDA${seededUuid(seededRandom(UserName)).replaceAll('-', '').slice(0, 17).toUpperCase()}`,
    Arn: `arn:aws:quicksight:${identityRegion}:${accountId}:user/${namespace}/${UserName}`,
  });
  return [
    user('default', ana, 'ana.lopez@fjellmark.example', 'ADMIN', 'IAM'),
    user('default', 'kim.novak', 'kim.novak@fjellmark.example', 'READER', 'IAM'),
    user('default', bo, 'bo.lindqvist@fjellmark.example', 'AUTHOR', 'IAM'),
    user('default', 'BIRole/ingrid.haugen@fjellmark.example', 'ingrid.haugen@fjellmark.example', 'AUTHOR_PRO', 'IAM'),
    user('default', 'finance.bi', 'finance.bi@fjellmark.example', 'AUTHOR', 'QUICKSIGHT'),
    user('default', 'Zoë Müller', 'zoe.mueller@fjellmark.example', 'READER_PRO', 'QUICKSIGHT'),
    user('default', 'old.intern', 'old.intern@fjellmark.example', 'READER', 'QUICKSIGHT', false),
    // What ListUsers gives for users that are not federated: aws/aws-sdk issue 135.
    { namespace: 'default', Arn: 'N/A', UserName: 'N/A', Email: 'warehouse.screen@fjellmark.example', Role: 'READER', IdentityType: 'IAM', Active: true },
    user('partners', 'post@nordpost.example', 'post@nordpost.example', 'READER', 'QUICKSIGHT'),
    user('partners', 'bi@alpinist.example', 'bi@alpinist.example', 'READER', 'QUICKSIGHT'),
  ];
}

/**
 * The demo account: a home region with `dashboards` dashboards (the hand-made ones first), a smaller set in the identity
 * region where that is another one, and nothing in eu-central-1. Ids are the same at every start; dates are relative to `now`.
 */
export function demoAccount({ region, identityRegion, dashboards = homeDashboards.length, now }: { region: string; identityRegion: string; dashboards?: number | undefined; now: Date }): Account {
  const id = '418205337716';
  const regions = new Map<string, RegionData>();
  regions.set('eu-central-1', { domains: [] });
  regions.set(identityRegion, {
    quicksight: quicksightData(buildDashboards(usDashboards, usDashboards.length, 'identity', now), usAnalyses, 'identity', now),
    domains: usDomains.map((seed) => buildDomain(seed, id, identityRegion, now)),
  });
  regions.set(region, {
    quicksight: quicksightData(buildDashboards(homeDashboards, dashboards, 'home', now), homeAnalyses, 'home', now),
    domains: homeDomains.map((seed) => buildDomain(seed, id, region, now)),
  });
  return {
    id,
    subscription: {
      name: 'fjellmark', email: 'bi-admins@fjellmark.example', identityRegion,
      namespaces: [{ name: 'default', capacityRegion: identityRegion }, { name: 'partners', capacityRegion: identityRegion }],
      users: buildUsers(id, identityRegion),
    },
    regions,
  };
}

/** An account that is not signed up for QuickSight and has no domain in any region. */
export function emptyAccount(regions: Iterable<string>): Account {
  return { id: '906153472208', regions: new Map([...regions].map((region) => [region, { domains: [] }])) };
}

/** Whether a QuickSight user may open a dashboard or an analysis. */
export function maySee(user: QuickSightUser, { owner, sharedWith }: Shared): boolean {
  return owner === user.UserName || sharedWith === 'everybody' || sharedWith.includes(user.UserName);
}
