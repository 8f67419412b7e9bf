// What each operation does. To serve one more operation of the model, add one function to the table at the end.
// Texts and choices that AWS does not document are marked [I]: inferred.
import type * as QuickSight from '@aws-sdk/client-quicksight';
import type * as SageMaker from '@aws-sdk/client-sagemaker';
import type * as Sts from '@aws-sdk/client-sts';
import { maySee, type Account, type Analysis, type Dashboard, type Domain, type QuickSightUser, type RegionData } from './account.ts';
import { AwsError } from './errors.ts';
import type { Grants } from './grants.ts';
import { services, type ServiceName } from './model.ts';
import { BadNextToken, page } from './paging.ts';

/** Who calls: an IAM user or a role session, with keys of its own. */
export interface Identity {
  name: string;
  accountId: string;
  arn: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Only a role session has one; every call must then carry it. */
  sessionToken?: string;
}

/** All that an operation may know and do. */
export interface Call {
  operation: string;
  account: Account;
  identity: Identity;
  /** `service:Operation` that an identity-based policy denies to the identity. */
  denied: ReadonlySet<string>;
  region: string;
  now: Date;
  grants: Grants;
  embedUrlSeconds: number;
  tokenSecret: Buffer;
}

type Output<O> = Omit<O, '$metadata' | 'Status' | 'RequestId'>;
type Operation = (input: never, call: Call) => object;

// ---- QuickSight ----

/**
 * Answered in the identity region alone. DescribeAccountSubscription and DescribeAccountSettings too: ekristen/aws-nuke
 * pull request 995, cloud-custodian/cloud-custodian issue 10168.
 */
const identityOperations = new Set(['ListUsers', 'DescribeUser', 'RegisterUser', 'ListNamespaces', 'DescribeNamespace', 'DescribeAccountSubscription', 'DescribeAccountSettings']);

/** What IAM decides, before the input is looked at. Throws AccessDeniedException. */
export function authorize(service: ServiceName, input: Record<string, unknown>, call: Call): void {
  const { identity, operation, region } = call;
  if (service === 'quicksight') {
    const name = typeof input.DashboardId === 'string' ? `dashboard/${input.DashboardId}` : typeof input.AnalysisId === 'string' ? `analysis/${input.AnalysisId}`
      : typeof input.Namespace === 'string' ? `user/${input.Namespace}/${typeof input.UserName === 'string' ? input.UserName : '*'}` : '*';
    const resource = typeof input.UserArn === 'string' ? input.UserArn : `arn:aws:quicksight:${region}:${String(input.AwsAccountId)}:${name}`;
    if (input.AwsAccountId !== identity.accountId) throw notAuthorized(call, service, resource, 'because no resource-based policy allows the action');
    if (call.denied.has(`quicksight:${operation}`)) throw notAuthorized(call, service, resource, 'with an explicit deny in an identity-based policy');
  }
  if (service === 'sagemaker' && operation === 'DescribeDomain') {
    const domain = regionData(call).domains.find(({ details }) => details.DomainId === input.DomainId);
    if (domain?.describeDenied) throw notAuthorized(call, service, domain.details.DomainArn!, 'with an explicit deny in a service control policy');
  }
}

function notAuthorized({ identity, operation }: Call, service: ServiceName, resource: string, why: string): AwsError {
  // QuickSight models it as 401, though not for its lists: there IAM's own 403.
  const status = service === 'quicksight' ? services.quicksight.operations[operation]?.errors.AccessDeniedException ?? 403 : 400;
  return new AwsError('AccessDeniedException', `User: ${identity.arn} is not authorized to perform: ${service}:${operation} on resource: ${resource} ${why}`, status);
}

function regionData({ account, region }: Call): RegionData {
  return account.regions.get(region) ?? { domains: [] };
}

/**
 * What QuickSight refuses before the operation itself: an account that is not signed up (texts as reported in
 * hashicorp/terraform-provider-aws pull request 32323), and identity operations outside the identity region.
 */
export function checkQuickSight(input: { Namespace?: string }, call: Call): void {
  const { account, operation, region } = call;
  const identityOperation = identityOperations.has(operation);
  if (!account.subscription && identityOperation) {
    throw new AwsError('ResourceNotFoundException', `Account ${account.id} is not signed up with QuickSight${input.Namespace === undefined ? '' : ` with namespace ${input.Namespace}`}`);
  }
  if (identityOperation && account.subscription && region !== account.subscription.identityRegion) {
    const { identityRegion } = account.subscription;
    throw new AwsError('AccessDeniedException', `Operation is being called from endpoint ${region}, but your identity region is ${identityRegion}. Please use the ${identityRegion} endpoint.`);
  }
  if (!identityOperation && !regionData(call).quicksight) {
    throw new AwsError('UnsupportedUserEditionException', `Account ${account.id} is not subscribed for QuickSight`, 403);
  }
}

/** After {@link checkQuickSight}: there is QuickSight in the region. */
function quicksight(call: Call): NonNullable<RegionData['quicksight']> {
  return regionData(call).quicksight!;
}

function quicksightUsers({ account }: Call): QuickSightUser[] {
  return account.subscription?.users ?? [];
}

function pageOf<T>(items: readonly T[], call: Call, input: { MaxResults?: number | undefined; NextToken?: string | undefined }, size: number, badToken: AwsError, filters: unknown = '', filter?: (item: T) => boolean) {
  const binding = JSON.stringify([call.operation, call.account.id, call.region, filters]);
  try {
    return page(items, call.tokenSecret, binding, input.MaxResults ?? size, input.NextToken, filter);
  } catch (error) {
    throw error instanceof BadNextToken ? badToken : error;
  }
}

function quicksightPage<T>(items: readonly T[], call: Call, input: { MaxResults?: number | undefined; NextToken?: string | undefined }, filters?: unknown, filter?: (item: T) => boolean) {
  return pageOf(items, call, input, 100, new AwsError('InvalidNextTokenException', 'The NextToken value is not valid.'), filters, filter);
}

const quicksightArn = ({ account, region }: Call, kind: string, id: string) => `arn:aws:quicksight:${region}:${account.id}:${kind}/${id}`;

function dashboardSummary(call: Call, { id, name, created, updated, publishedVersion, published }: Dashboard): QuickSight.DashboardSummary {
  return { Arn: quicksightArn(call, 'dashboard', id), DashboardId: id, Name: name, CreatedTime: created, LastUpdatedTime: updated, PublishedVersionNumber: publishedVersion, LastPublishedTime: published };
}

function analysisSummary(call: Call, { id, name, status, created, updated }: Analysis): QuickSight.AnalysisSummary {
  return { Arn: quicksightArn(call, 'analysis', id), AnalysisId: id, Name: name, Status: status, CreatedTime: created, LastUpdatedTime: updated };
}

function listDashboards(input: QuickSight.ListDashboardsCommandInput, call: Call): Output<QuickSight.ListDashboardsCommandOutput> {
  const { items, nextToken } = quicksightPage(quicksight(call).dashboards, call, input);
  return { DashboardSummaryList: items.map((dashboard) => dashboardSummary(call, dashboard)), NextToken: nextToken };
}

function searchDashboards(input: QuickSight.SearchDashboardsCommandInput, call: Call): Output<QuickSight.SearchDashboardsCommandOutput> {
  const { items, nextToken } = quicksightPage(quicksight(call).dashboards, call, input, input.Filters, searchFilter(input.Filters!, call));
  return { DashboardSummaryList: items.map((dashboard) => dashboardSummary(call, dashboard)), NextToken: nextToken };
}

function listAnalyses(input: QuickSight.ListAnalysesCommandInput, call: Call): Output<QuickSight.ListAnalysesCommandOutput> {
  const { items, nextToken } = quicksightPage(quicksight(call).analyses, call, input);
  return { AnalysisSummaryList: items.map((analysis) => analysisSummary(call, analysis)), NextToken: nextToken };
}

function searchAnalyses(input: QuickSight.SearchAnalysesCommandInput, call: Call): Output<QuickSight.SearchAnalysesCommandOutput> {
  const { items, nextToken } = quicksightPage(quicksight(call).analyses, call, input, input.Filters, searchFilter(input.Filters!, call));
  return { AnalysisSummaryList: items.map((analysis) => analysisSummary(call, analysis)), NextToken: nextToken };
}

/** The model allows exactly one filter. Names match by StringLike as "contains", without regard to case [I]. */
function searchFilter(filters: (QuickSight.DashboardSearchFilter | QuickSight.AnalysisSearchFilter)[], call: Call): (item: Dashboard | Analysis) => boolean {
  const { Name: name, Operator: operator, Value: value = '' } = filters[0]!;
  if (name === undefined || operator === undefined) throw new AwsError('InvalidParameterValueException', 'A filter must have a Name and an Operator.');
  if (name === 'DASHBOARD_NAME' || name === 'ANALYSIS_NAME') {
    const wanted = value.toLowerCase();
    return operator === 'StringEquals' ? (item) => item.name === value : (item) => item.name.toLowerCase().includes(wanted);
  }
  if (operator !== 'StringEquals') throw new AwsError('InvalidParameterValueException', `The operator ${operator} is not supported for ${name}; use StringEquals.`);
  const user = findUser(value, call);
  if (!user) throw new AwsError('ResourceNotFoundException', `The user ${value} is not found.`);
  const owned = name.endsWith('OWNER') && !name.includes('VIEWER');
  return (item) => owned ? item.owner === user.UserName : maySee(user, item);
}

function findDashboard(id: string, call: Call): Dashboard {
  const dashboard = quicksight(call).dashboardsById.get(id);
  if (!dashboard) throw new AwsError('ResourceNotFoundException', `Dashboard ${quicksightArn(call, 'dashboard', id)} is not found`);
  return dashboard;
}

function findAnalysis(id: string, call: Call): Analysis {
  const analysis = quicksight(call).analysesById.get(id);
  if (!analysis) throw new AwsError('ResourceNotFoundException', `Analysis ${quicksightArn(call, 'analysis', id)} is not found`);
  return analysis;
}

function sheets({ id, sheets: names }: Dashboard | Analysis): QuickSight.Sheet[] {
  return names.map((Name, index) => ({ SheetId: `${id}_sheet_${index + 1}`, Name }));
}

function describeDashboard(input: QuickSight.DescribeDashboardCommandInput, call: Call): Output<QuickSight.DescribeDashboardCommandOutput> {
  const dashboard = findDashboard(input.DashboardId!, call);
  const { id, name, description, created, updated, published, publishedVersion } = dashboard;
  const latest = (publishedVersion ?? 0) + (publishedVersion === undefined ? 1 : 0);
  const version = input.VersionNumber ?? latest;
  if (version > latest) throw new AwsError('ResourceNotFoundException', `Version ${version} of dashboard ${quicksightArn(call, 'dashboard', id)} is not found`);
  const Arn = quicksightArn(call, 'dashboard', id);
  return {
    Dashboard: {
      DashboardId: id, Arn, Name: name, CreatedTime: created, LastUpdatedTime: updated, LastPublishedTime: published,
      Version: {
        Arn: `${Arn}/version/${version}`, VersionNumber: version, CreatedTime: updated, Status: 'CREATION_SUCCESSFUL', Description: description,
        DataSetArns: [quicksightArn(call, 'dataset', id)], Sheets: sheets(dashboard), ThemeArn: 'arn:aws:quicksight::aws:theme/CLASSIC',
      },
    },
  };
}

function describeAnalysis(input: QuickSight.DescribeAnalysisCommandInput, call: Call): Output<QuickSight.DescribeAnalysisCommandOutput> {
  const analysis = findAnalysis(input.AnalysisId!, call);
  return { Analysis: { ...analysisSummary(call, analysis), Errors: analysis.errors, DataSetArns: [quicksightArn(call, 'dataset', analysis.id)], Sheets: sheets(analysis) } };
}

function withoutNamespace({ namespace: _, ...user }: QuickSightUser): QuickSight.User {
  return user;
}

function checkNamespace(namespace: string, call: Call): void {
  if (!call.account.subscription?.namespaces.some(({ name }) => name === namespace)) throw new AwsError('ResourceNotFoundException', `Account ${call.account.id} is not signed up with QuickSight with namespace ${namespace}`);
}

function listUsers(input: QuickSight.ListUsersCommandInput, call: Call): Output<QuickSight.ListUsersCommandOutput> {
  checkNamespace(input.Namespace!, call);
  const { items, nextToken } = quicksightPage(quicksightUsers(call), call, input, input.Namespace, ({ namespace }) => namespace === input.Namespace);
  return { UserList: items.map(withoutNamespace), NextToken: nextToken };
}

function describeUser(input: QuickSight.DescribeUserCommandInput, call: Call): Output<QuickSight.DescribeUserCommandOutput> {
  checkNamespace(input.Namespace!, call);
  const user = quicksightUsers(call).find(({ namespace, UserName }) => namespace === input.Namespace && UserName === input.UserName);
  if (!user) throw new AwsError('ResourceNotFoundException', `User ${input.UserName!} is not found in namespace ${input.Namespace!}`);
  return { User: withoutNamespace(user) };
}

function listNamespaces(input: QuickSight.ListNamespacesCommandInput, call: Call): Output<QuickSight.ListNamespacesCommandOutput> {
  const { items, nextToken } = quicksightPage(call.account.subscription!.namespaces, call, input);
  return {
    Namespaces: items.map(({ name, capacityRegion }) => ({ Name: name, Arn: quicksightArn(call, 'namespace', name), CapacityRegion: capacityRegion, CreationStatus: 'CREATED', IdentityStore: 'QUICKSIGHT' })),
    NextToken: nextToken,
  };
}

function describeAccountSubscription(_input: QuickSight.DescribeAccountSubscriptionCommandInput, { account }: Call): Output<QuickSight.DescribeAccountSubscriptionCommandOutput> {
  const { name, email } = account.subscription!;
  return { AccountInfo: { AccountName: name, Edition: 'ENTERPRISE', NotificationEmail: email, AuthenticationType: 'IAM_AND_QUICKSIGHT', AccountSubscriptionStatus: 'ACCOUNT_CREATED' } };
}

/** The user with an ARN; "N/A", which ListUsers may give, is nobody's. */
function findUser(arn: string, call: Call): QuickSightUser | undefined {
  return arn === 'N/A' ? undefined : quicksightUsers(call).find(({ Arn }) => Arn === arn);
}

/** The QuickSight user that an IAM user (`name`) or a role session (`role/session`) is in the namespace default. */
function callerUser(call: Call): QuickSightUser {
  const name = call.identity.arn.replace(/^[^/]*\//, '');
  const arn = `arn:aws:quicksight:${call.account.subscription!.identityRegion}:${call.account.id}:user/default/${name}`;
  return requireUser(arn, call);
}

function requireUser(arn: string, call: Call): QuickSightUser {
  const user = findUser(arn, call);
  if (!user) throw new AwsError('QuickSightUserNotFoundException', `The user with the provided name isn't found: ${arn}`);
  return user;
}

/** A dashboard with something to show. That AWS answers ResourceNotFoundException for an unpublished one is [I]. */
function requirePublished(id: string, call: Call): Dashboard {
  const dashboard = findDashboard(id, call);
  if (dashboard.publishedVersion === undefined) throw new AwsError('ResourceNotFoundException', `Dashboard ${quicksightArn(call, 'dashboard', id)} has no published version`);
  return dashboard;
}

/** Checks what a console URL starts at: one of the six forms of GetSessionEmbedUrl's EntryPoint and InitialPath. */
function checkEntryPoint(path: string, call: Call): void {
  const [, kind, id] = /^\/(dashboards|analyses)\/([\w-]+)$/.exec(path) ?? [];
  if (kind === 'dashboards') findDashboard(id!, call);
  else if (kind === 'analyses') {
    // A deleted analysis is listed until it is gone for good, but does not open.
    if (findAnalysis(id!, call).status === 'DELETED') throw new AwsError('ResourceNotFoundException', `Analysis ${quicksightArn(call, 'analysis', id!)} is deleted`);
  } else if (!/^\/start(\/(analyses|dashboards|favorites))?$/.test(path)) {
    throw new AwsError('InvalidParameterValueException', `The entry point ${path} is not supported.`);
  }
}

/** The console is for authors and admins. */
function checkAuthor(user: QuickSightUser): void {
  if (!/ADMIN|AUTHOR/.test(user.Role ?? '')) throw new AwsError('UnsupportedUserEditionException', `The user ${user.Arn} has the role ${user.Role ?? 'none'}, which cannot use the QuickSight console.`, 403);
}

interface Embed {
  user: QuickSightUser;
  viewPath: string;
  dashboardIds?: string[];
  allowedDomains?: string[] | undefined;
  sessionMinutes: number;
}

function embed(call: Call, { user, viewPath, dashboardIds, allowedDomains, sessionMinutes }: Embed): { EmbedUrl: string } {
  const { grants, operation, identity, region, now, embedUrlSeconds } = call;
  return {
    EmbedUrl: grants.embed(viewPath, {
      operation, accessKeyId: identity.accessKeyId, at: now, seconds: embedUrlSeconds, sessionMs: sessionMinutes * 60_000,
      user, region, data: quicksight(call), dashboardIds, allowedDomains,
    }),
  };
}

function getSessionEmbedUrl(input: QuickSight.GetSessionEmbedUrlCommandInput, call: Call): Output<QuickSight.GetSessionEmbedUrlCommandOutput> {
  const user = input.UserArn === undefined ? callerUser(call) : requireUser(input.UserArn, call);
  checkAuthor(user);
  const viewPath = input.EntryPoint ?? '/start';
  checkEntryPoint(viewPath, call);
  return embed(call, { user, viewPath, sessionMinutes: input.SessionLifetimeInMinutes ?? 600 });
}

function getDashboardEmbedUrl(input: QuickSight.GetDashboardEmbedUrlCommandInput, call: Call): Output<QuickSight.GetDashboardEmbedUrlCommandOutput> {
  if (input.IdentityType === 'ANONYMOUS') throw capacityPricing();
  if (input.IdentityType === 'QUICKSIGHT' && input.UserArn === undefined) throw new AwsError('InvalidParameterValueException', 'UserArn is required for the identity type QUICKSIGHT.');
  const user = input.IdentityType === 'QUICKSIGHT' ? requireUser(input.UserArn!, call) : callerUser(call);
  const { id } = requirePublished(input.DashboardId!, call);
  return embed(call, { user, viewPath: `/dashboards/${id}`, dashboardIds: [id], sessionMinutes: input.SessionLifetimeInMinutes ?? 15 });
}

/** The text is the one reported in data-dot-all/dataall issue 236. */
function capacityPricing(): AwsError {
  return new AwsError('UnsupportedPricingPlanException', 'This API action is supported only when the account has an active Capacity Pricing plan.', 403);
}

/** At most three; https only, but for http://localhost; `https://*.` covers subdomains; no IP addresses. */
function checkAllowedDomains(domains: string[]): void {
  if (domains.length > 3) throw new AwsError('InvalidParameterValueException', 'AllowedDomains can hold at most 3 domains.');
  for (const domain of domains) {
    const https = /^https:\/\/(\*\.)?(?!\d+(\.\d+){3}(:|$))[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(domain);
    if (!https && !/^http:\/\/localhost(:\d{1,5})?$/i.test(domain)) throw new AwsError('InvalidParameterValueException', `AllowedDomains holds a domain that is not valid: ${domain}`);
  }
}

function generateEmbedUrlForRegisteredUser(input: QuickSight.GenerateEmbedUrlForRegisteredUserCommandInput, call: Call): Output<QuickSight.GenerateEmbedUrlForRegisteredUserCommandOutput> {
  const allowedDomains = input.AllowedDomains;
  checkAllowedDomains(allowedDomains ?? []);
  const experience = input.ExperienceConfiguration!;
  if (Object.keys(experience).length !== 1) throw new AwsError('InvalidParameterValueException', 'ExperienceConfiguration must have exactly one experience.');
  const user = requireUser(input.UserArn!, call);
  const common = { user, allowedDomains, sessionMinutes: input.SessionLifetimeInMinutes ?? 600 };
  const { Dashboard: dashboard, DashboardVisual: visual, QuickSightConsole: console, QSearchBar: searchBar } = experience;
  if (dashboard) {
    const { id } = requirePublished(dashboard.InitialDashboardId!, call);
    return embed(call, { ...common, viewPath: `/dashboards/${id}`, dashboardIds: [id] });
  }
  if (visual) {
    const { DashboardId, SheetId, VisualId } = visual.InitialDashboardVisualId!;
    const { id } = requirePublished(DashboardId!, call);
    return embed(call, { ...common, viewPath: `/dashboards/${id}/sheets/${SheetId!}/visuals/${VisualId!}`, dashboardIds: [id] });
  }
  if (console) {
    checkAuthor(user);
    const viewPath = console.InitialPath ?? '/start';
    checkEntryPoint(viewPath, call);
    return embed(call, { ...common, viewPath });
  }
  return embed(call, { ...common, viewPath: searchBar ? '/q/search' : experience.GenerativeQnA ? '/q/generative' : '/chat', dashboardIds: [] });
}

function generateEmbedUrlForAnonymousUser(input: QuickSight.GenerateEmbedUrlForAnonymousUserCommandInput, call: Call): never {
  checkNamespace(input.Namespace!, call);
  checkAllowedDomains(input.AllowedDomains ?? []);
  // The demo account pays per user.
  throw capacityPricing();
}

// ---- SageMaker ----

/** SageMaker's pages hold 10 by default. That a bad token is a ValidationException is [I]. */
function sagemakerPage<T>(items: readonly T[], call: Call, { MaxResults, NextToken, ...filters }: { MaxResults?: number | undefined; NextToken?: string | undefined }) {
  return pageOf(items, call, { MaxResults, NextToken }, 10, new AwsError('ValidationException', 'Invalid NextToken.'), filters);
}

function findDomain(id: string, call: Call): Domain {
  const domain = regionData(call).domains.find(({ details }) => details.DomainId === id);
  if (!domain) throw new AwsError('ResourceNotFound', `Domain [${id}] does not exist.`);
  return domain;
}

function findUserProfile(domain: Domain, name: string): Domain['userProfiles'][number] {
  const profile = domain.userProfiles.find(({ UserProfileName }) => UserProfileName === name);
  if (!profile) throw new AwsError('ResourceNotFound', `UserProfile [${name}] in domain [${domain.details.DomainId}] does not exist.`);
  return profile;
}

function findSpace(domain: Domain, name: string): Domain['spaces'][number] {
  const space = domain.spaces.find(({ SpaceName }) => SpaceName === name);
  if (!space) throw new AwsError('ResourceNotFound', `Space [${name}] in domain [${domain.details.DomainId}] does not exist.`);
  return space;
}

function listDomains(input: SageMaker.ListDomainsCommandInput, call: Call): Output<SageMaker.ListDomainsCommandOutput> {
  const { items, nextToken } = sagemakerPage(regionData(call).domains, call, input);
  return {
    Domains: items.map(({ details: { DomainArn, DomainId, DomainName, Status, CreationTime, LastModifiedTime, Url } }) => ({ DomainArn, DomainId, DomainName, Status, CreationTime, LastModifiedTime, Url })),
    NextToken: nextToken,
  };
}

function describeDomain(input: SageMaker.DescribeDomainCommandInput, call: Call): Output<SageMaker.DescribeDomainCommandOutput> {
  return findDomain(input.DomainId!, call).details;
}

/** In the order asked for; by CreationTime, ascending, unless told. */
function sorted<T extends { CreationTime?: Date | undefined; LastModifiedTime?: Date | undefined }>(items: T[], { SortBy = 'CreationTime', SortOrder = 'Ascending' }: { SortBy?: 'CreationTime' | 'LastModifiedTime' | undefined; SortOrder?: SageMaker.SortOrder | undefined }): T[] {
  const sign = SortOrder === 'Descending' ? -1 : 1;
  return items.toSorted((left, right) => sign * (left[SortBy]!.getTime() - right[SortBy]!.getTime()));
}

function listUserProfiles(input: SageMaker.ListUserProfilesCommandInput, call: Call): Output<SageMaker.ListUserProfilesCommandOutput> {
  const { DomainIdEquals, UserProfileNameContains = '' } = input;
  const all = regionData(call).domains.flatMap(({ userProfiles }) => userProfiles)
    .filter(({ DomainId, UserProfileName }) => (DomainIdEquals === undefined || DomainId === DomainIdEquals) && UserProfileName.includes(UserProfileNameContains));
  const { items, nextToken } = sagemakerPage(sorted(all, input), call, input);
  return {
    UserProfiles: items.map(({ DomainId, UserProfileName, Status, CreationTime, LastModifiedTime }) => ({ DomainId, UserProfileName, Status, CreationTime, LastModifiedTime })),
    NextToken: nextToken,
  };
}

function describeUserProfile(input: SageMaker.DescribeUserProfileCommandInput, call: Call): Output<SageMaker.DescribeUserProfileCommandOutput> {
  return findUserProfile(findDomain(input.DomainId!, call), input.UserProfileName!);
}

function listSpaces(input: SageMaker.ListSpacesCommandInput, call: Call): Output<SageMaker.ListSpacesCommandOutput> {
  const { DomainIdEquals, SpaceNameContains = '' } = input;
  const all = regionData(call).domains.flatMap(({ spaces }) => spaces)
    .filter(({ DomainId, SpaceName }) => (DomainIdEquals === undefined || DomainId === DomainIdEquals) && SpaceName.includes(SpaceNameContains));
  const { items, nextToken } = sagemakerPage(sorted(all, input), call, input);
  return {
    Spaces: items.map(({ DomainId, SpaceName, SpaceDisplayName, Status, CreationTime, LastModifiedTime, SpaceSettings, SpaceSharingSettings, OwnershipSettings }) => ({
      DomainId, SpaceName, SpaceDisplayName, Status, CreationTime, LastModifiedTime,
      SpaceSettingsSummary: { AppType: SpaceSettings?.AppType, SpaceStorageSettings: SpaceSettings?.SpaceStorageSettings },
      SpaceSharingSettingsSummary: SpaceSharingSettings, OwnershipSettingsSummary: OwnershipSettings,
    })),
    NextToken: nextToken,
  };
}

function describeSpace(input: SageMaker.DescribeSpaceCommandInput, call: Call): Output<SageMaker.DescribeSpaceCommandOutput> {
  return findSpace(findDomain(input.DomainId!, call), input.SpaceName!);
}

function listApps(input: SageMaker.ListAppsCommandInput, call: Call): Output<SageMaker.ListAppsCommandOutput> {
  const { DomainIdEquals, UserProfileNameEquals, SpaceNameEquals } = input;
  const all = regionData(call).domains.flatMap(({ apps }) => apps)
    .filter((app) => (DomainIdEquals === undefined || app.DomainId === DomainIdEquals) && (UserProfileNameEquals === undefined || app.UserProfileName === UserProfileNameEquals) && (SpaceNameEquals === undefined || app.SpaceName === SpaceNameEquals));
  const { items, nextToken } = sagemakerPage(sorted(all, { ...input, SortBy: 'CreationTime' }), call, input);
  return { Apps: items, NextToken: nextToken };
}

/** The texts of the ValidationExceptions, and that a private space is its owner's alone, are [I]. */
function createPresignedDomainUrl(input: SageMaker.CreatePresignedDomainUrlCommandInput, call: Call): Output<SageMaker.CreatePresignedDomainUrlCommandOutput> {
  const domain = findDomain(input.DomainId!, call);
  const { DomainId, AuthMode, Status, DefaultUserSettings } = domain.details;
  if (AuthMode === 'SSO') throw new AwsError('ValidationException', `CreatePresignedDomainUrl is not supported for domain [${DomainId}] with AuthMode SSO.`);
  if (Status !== 'InService') throw new AwsError('ValidationException', `Domain [${DomainId}] is not InService: its status is ${Status!}.`);
  const profile = findUserProfile(domain, input.UserProfileName!);
  if (profile.Status !== 'InService') throw new AwsError('ValidationException', `UserProfile [${profile.UserProfileName}] is not InService: its status is ${profile.Status!}.`);
  if (input.SpaceName !== undefined) {
    const space = findSpace(domain, input.SpaceName);
    const owner = space.OwnershipSettings?.OwnerUserProfileName;
    if (space.SpaceSharingSettings?.SharingType === 'Private' && owner !== profile.UserProfileName) throw new AwsError('ValidationException', `Space [${input.SpaceName}] is private to user profile [${owner!}].`);
  }
  const { grants, identity, now, operation, region } = call;
  return {
    AuthorizedUrl: grants.studio({
      operation, accessKeyId: identity.accessKeyId, at: now, seconds: input.ExpiresInSeconds ?? 300, sessionMs: (input.SessionExpirationDurationInSeconds ?? 43_200) * 1000,
      domain, userProfileName: profile.UserProfileName, spaceName: input.SpaceName, landingUri: input.LandingUri ?? DefaultUserSettings?.DefaultLandingUri ?? 'studio::', region,
    }),
  };
}

// ---- STS ----

function getCallerIdentity(_input: Sts.GetCallerIdentityCommandInput, { identity }: Call): Output<Sts.GetCallerIdentityCommandOutput> {
  const { accessKeyId, arn, accountId } = identity;
  // A principal's id is no secret, but it is not the key's id either.
  const id = `${arn.includes('assumed-role') ? 'AROA' : 'AIDA'}${accessKeyId.slice(4).split('').toReversed().join('')}`;
  return { UserId: arn.includes('assumed-role') ? `${id}:${arn.split('/').at(-1)!}` : id, Account: accountId, Arn: arn };
}

/** Every operation that is served, by service and name. */
export const operations: Record<ServiceName, Record<string, Operation>> = {
  quicksight: {
    ListDashboards: listDashboards,
    SearchDashboards: searchDashboards,
    DescribeDashboard: describeDashboard,
    ListAnalyses: listAnalyses,
    SearchAnalyses: searchAnalyses,
    DescribeAnalysis: describeAnalysis,
    ListUsers: listUsers,
    DescribeUser: describeUser,
    ListNamespaces: listNamespaces,
    DescribeAccountSubscription: describeAccountSubscription,
    GetSessionEmbedUrl: getSessionEmbedUrl,
    GetDashboardEmbedUrl: getDashboardEmbedUrl,
    GenerateEmbedUrlForRegisteredUser: generateEmbedUrlForRegisteredUser,
    GenerateEmbedUrlForAnonymousUser: generateEmbedUrlForAnonymousUser,
  },
  sagemaker: {
    ListDomains: listDomains,
    DescribeDomain: describeDomain,
    ListUserProfiles: listUserProfiles,
    DescribeUserProfile: describeUserProfile,
    ListSpaces: listSpaces,
    DescribeSpace: describeSpace,
    ListApps: listApps,
    CreatePresignedDomainUrl: createPresignedDomainUrl,
  },
  sts: {
    GetCallerIdentity: getCallerIdentity,
  },
};
