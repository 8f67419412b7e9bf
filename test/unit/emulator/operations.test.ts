import assert from 'node:assert/strict';
import {
  DescribeAccountSettingsCommand, DescribeAccountSubscriptionCommand, DescribeAnalysisCommand, DescribeDashboardCommand, DescribeUserCommand,
  GenerateEmbedUrlForAnonymousUserCommand, GenerateEmbedUrlForRegisteredUserCommand, GetDashboardEmbedUrlCommand, GetSessionEmbedUrlCommand,
  ListAnalysesCommand, ListDashboardsCommand, ListNamespacesCommand, ListUsersCommand, SearchAnalysesCommand, SearchDashboardsCommand,
  paginateListDashboards, type DashboardSearchFilter, type GenerateEmbedUrlForRegisteredUserCommandInput, type QuickSightClient,
} from '@aws-sdk/client-quicksight';
import {
  CreatePresignedDomainUrlCommand, DescribeDomainCommand, DescribeSpaceCommand, DescribeUserProfileCommand, ListAppsCommand, ListDomainsCommand,
  ListNotebookInstancesCommand, ListSpacesCommand, ListUserProfilesCommand, type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { startEmulator, type Emulator } from '../../emulator/emulator.ts';
import { quicksight, refuses, sagemaker, send, sts } from './support.ts';

describe('emulator: operations, as the AWS SDK calls them', function () {
  this.timeout(20_000); // on a busy machine
  let emulator: Emulator;
  let qs: QuickSightClient;
  let identityQs: QuickSightClient;
  let sm: SageMakerClient;
  let AwsAccountId: string;
  const userArn = (name: string) => `arn:aws:quicksight:us-east-1:${AwsAccountId}:user/default/${name}`;

  before(async () => {
    emulator = await startEmulator();
    AwsAccountId = emulator.accountId;
    qs = quicksight(emulator);
    identityQs = quicksight(emulator, { region: emulator.identityRegion });
    sm = sagemaker(emulator);
  });
  after(() => emulator.close());
  afterEach(() => emulator.unfail());

  async function dashboardId(name: string): Promise<string> {
    const { DashboardSummaryList } = await qs.send(new ListDashboardsCommand({ AwsAccountId }));
    return DashboardSummaryList!.find(({ Name }) => Name === name)!.DashboardId!;
  }

  async function analysisId(name: string): Promise<string> {
    const { AnalysisSummaryList } = await qs.send(new ListAnalysesCommand({ AwsAccountId }));
    return AnalysisSummaryList!.find(({ Name }) => Name === name)!.AnalysisId!;
  }

  describe('STS', () => {
    it('GetCallerIdentity tells who calls', async () => {
      const { Account, Arn, UserId } = await sts(emulator).send(new GetCallerIdentityCommand({}));
      assert.equal(Account, AwsAccountId);
      assert.equal(Arn, `arn:aws:iam::${AwsAccountId}:user/ana.lopez`);
      assert.match(UserId!, /^AIDA[A-Z0-9]{16}$/);
    });

    it('GetCallerIdentity of a role session names the session', async () => {
      const { Arn, UserId } = await sts(emulator, { as: emulator.identities.contractor }).send(new GetCallerIdentityCommand({}));
      assert.match(Arn!, /assumed-role\/ContractorAccess\/lee\.park$/);
      assert.match(UserId!, /^AROA[A-Z0-9]{16}:lee\.park$/);
    });

    it('says plainly that a modelled operation is not served', async () => {
      await refuses(sts(emulator).send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::418205337716:role/Some', RoleSessionName: 'x' })), 'NotImplementedException', 501, /does not serve sts:AssumeRole/);
    });

    it('answers an action that does not exist with InvalidAction', async () => {
      const { status, body } = await send(emulator, '/', { method: 'POST', body: 'Action=GetCoffee&Version=2011-06-15' });
      assert.equal(status, 400);
      assert.match(body, /<Code>InvalidAction<\/Code>.*GetCoffee/);
    });
  });

  describe('QuickSight lists', () => {
    it('ListDashboards gives the account’s dashboards with dates, some without a published version', async () => {
      const { DashboardSummaryList, NextToken, Status, RequestId } = await qs.send(new ListDashboardsCommand({ AwsAccountId }));
      assert.equal(DashboardSummaryList!.length, 24);
      assert.equal(NextToken, undefined);
      assert.equal(Status, 200);
      assert.match(RequestId!, /^[0-9a-f-]{36}$/);
      const drafts = DashboardSummaryList!.filter(({ PublishedVersionNumber }) => PublishedVersionNumber === undefined);
      assert.equal(drafts.length, 3);
      assert.ok(DashboardSummaryList!.every(({ CreatedTime, LastUpdatedTime }) => CreatedTime! <= LastUpdatedTime! && LastUpdatedTime! <= new Date()));
    });

    it('keeps ids from one start to the next', async () => {
      const other = await startEmulator();
      try {
        const ids = async (client: QuickSightClient) => (await client.send(new ListDashboardsCommand({ AwsAccountId }))).DashboardSummaryList!.map(({ DashboardId }) => DashboardId);
        assert.deepEqual(await ids(quicksight(other)), await ids(qs));
      } finally {
        await other.close();
      }
    });

    it('ListAnalyses has analyses in every status of the model', async () => {
      const { AnalysisSummaryList } = await qs.send(new ListAnalysesCommand({ AwsAccountId }));
      assert.deepEqual([...new Set(AnalysisSummaryList!.map(({ Status }) => Status!))].sort(),
        ['CREATION_FAILED', 'CREATION_IN_PROGRESS', 'CREATION_SUCCESSFUL', 'DELETED', 'UPDATE_FAILED', 'UPDATE_IN_PROGRESS', 'UPDATE_SUCCESSFUL']);
      assert.equal(AnalysisSummaryList!.filter(({ Status }) => Status === 'DELETED').length, 3);
    });

    it('another region has its own, smaller set', async () => {
      const { DashboardSummaryList } = await identityQs.send(new ListDashboardsCommand({ AwsAccountId }));
      assert.equal(DashboardSummaryList!.length, 4);
      assert.ok(DashboardSummaryList!.every(({ Arn }) => Arn!.startsWith(`arn:aws:quicksight:us-east-1:${AwsAccountId}:dashboard/`)));
    });

    it('SearchDashboards finds by name, with either operator', async () => {
      const search = async (Filter: DashboardSearchFilter) => (await qs.send(new SearchDashboardsCommand({ AwsAccountId, Filters: [Filter] }))).DashboardSummaryList!.map(({ Name }) => Name);
      assert.deepEqual(await search({ Name: 'DASHBOARD_NAME', Operator: 'StringLike', Value: 'SALES' }), ['Weekly Sales Review']);
      assert.deepEqual(await search({ Name: 'DASHBOARD_NAME', Operator: 'StringEquals', Value: 'Sales' }), []);
      assert.deepEqual(await search({ Name: 'DASHBOARD_NAME', Operator: 'StringEquals', Value: 'Returns & Refunds' }), ['Returns & Refunds']);
    });

    it('SearchDashboards finds what one user may see', async () => {
      const search = async (name: string, Name: DashboardSearchFilter['Name'] = 'QUICKSIGHT_USER') =>
        (await qs.send(new SearchDashboardsCommand({ AwsAccountId, Filters: [{ Name, Operator: 'StringEquals', Value: userArn(name) }] }))).DashboardSummaryList!.map((dashboard) => dashboard.Name);
      const reader = await search('kim.novak');
      assert.equal(reader.length, 23);
      assert.ok(!reader.includes('Payroll Overview'));
      assert.equal((await search('ana.lopez')).length, 24);
      assert.equal((await search('finance.bi', 'QUICKSIGHT_OWNER')).length, 4);
      await refuses(search('nobody'), 'ResourceNotFoundException', 404);
    });

    it('SearchAnalyses finds by name and by user', async () => {
      const search = async (Name: 'ANALYSIS_NAME' | 'QUICKSIGHT_USER', Operator: 'StringLike' | 'StringEquals', Value: string) => (await qs.send(new SearchAnalysesCommand({ AwsAccountId, Filters: [{ Name, Operator, Value }] }))).AnalysisSummaryList!.length;
      assert.equal(await search('ANALYSIS_NAME', 'StringLike', 'untitled'), 2);
      assert.equal(await search('QUICKSIGHT_USER', 'StringEquals', userArn('ana.lopez')), 14);
      assert.equal(await search('QUICKSIGHT_USER', 'StringEquals', userArn('kim.novak')), 0);
    });

    it('refuses a filter that does not go with its operator', async () => {
      await refuses(qs.send(new SearchDashboardsCommand({ AwsAccountId, Filters: [{ Name: 'QUICKSIGHT_USER', Operator: 'StringLike', Value: userArn('ana.lopez') }] })), 'InvalidParameterValueException', 400);
    });
  });

  describe('QuickSight descriptions', () => {
    it('DescribeDashboard has its version, sheets and description', async () => {
      const DashboardId = await dashboardId('Weekly Sales Review');
      const { Dashboard } = await qs.send(new DescribeDashboardCommand({ AwsAccountId, DashboardId }));
      assert.equal(Dashboard!.Version!.VersionNumber, 61);
      assert.deepEqual(Dashboard!.Version!.Sheets!.map(({ Name }) => Name), ['Overview', 'By country', 'By product']);
      await refuses(qs.send(new DescribeDashboardCommand({ AwsAccountId, DashboardId, VersionNumber: 62 })), 'ResourceNotFoundException', 404);
      await refuses(qs.send(new DescribeDashboardCommand({ AwsAccountId, DashboardId: 'none' })), 'ResourceNotFoundException', 404, /dashboard\/none is not found/);
    });

    it('DescribeAnalysis has the errors of one that failed', async () => {
      const { Analysis } = await qs.send(new DescribeAnalysisCommand({ AwsAccountId, AnalysisId: await analysisId('Returns by weather') }));
      assert.equal(Analysis!.Status, 'CREATION_FAILED');
      assert.equal(Analysis!.Errors![0]!.Type, 'DATA_SET_NOT_FOUND');
      await refuses(qs.send(new DescribeAnalysisCommand({ AwsAccountId, AnalysisId: 'none' })), 'ResourceNotFoundException', 404);
    });

    it('ListUsers, DescribeUser, ListNamespaces and DescribeAccountSubscription answer in the identity region', async () => {
      const { UserList } = await identityQs.send(new ListUsersCommand({ AwsAccountId, Namespace: 'default' }));
      assert.equal(UserList!.find(({ UserName }) => UserName === 'ana.lopez')!.Role, 'ADMIN');
      assert.ok(UserList!.some(({ Arn }) => Arn === 'N/A'));
      const { UserList: partners } = await identityQs.send(new ListUsersCommand({ AwsAccountId, Namespace: 'partners' }));
      assert.equal(partners!.length, 2);
      for (const UserName of ['ana.lopez', 'Zoë Müller', 'AWSReservedSSO_Analyst_5d1c6f0a9b3e7c42/bo.lindqvist@fjellmark.example']) {
        const { User } = await identityQs.send(new DescribeUserCommand({ AwsAccountId, Namespace: 'default', UserName }));
        assert.equal(User!.Arn, userArn(UserName));
      }
      const { Namespaces } = await identityQs.send(new ListNamespacesCommand({ AwsAccountId }));
      assert.deepEqual(Namespaces!.map(({ Name, CapacityRegion }) => [Name, CapacityRegion]), [['default', 'us-east-1'], ['partners', 'us-east-1']]);
      const { AccountInfo } = await identityQs.send(new DescribeAccountSubscriptionCommand({ AwsAccountId }));
      assert.equal(AccountInfo!.Edition, 'ENTERPRISE');
    });

    it('elsewhere they name the identity region', async () => {
      const text = /^Operation is being called from endpoint eu-west-1, but your identity region is us-east-1\. Please use the us-east-1 endpoint\.$/;
      for (const command of [
        new ListUsersCommand({ AwsAccountId, Namespace: 'default' }),
        new DescribeUserCommand({ AwsAccountId, Namespace: 'default', UserName: 'ana.lopez' }),
        new ListNamespacesCommand({ AwsAccountId }),
        new DescribeAccountSubscriptionCommand({ AwsAccountId }),
      ]) await refuses(qs.send(command as ListUsersCommand), 'AccessDeniedException', 401, text);
    });

    it('a user or a namespace that is not there is a ResourceNotFoundException', async () => {
      await refuses(identityQs.send(new DescribeUserCommand({ AwsAccountId, Namespace: 'default', UserName: 'nobody' })), 'ResourceNotFoundException', 404);
      await refuses(identityQs.send(new ListUsersCommand({ AwsAccountId, Namespace: 'none' })), 'ResourceNotFoundException', 404, /namespace none/);
    });
  });

  describe('who may call', () => {
    it('an account id that is not the caller’s is refused', async () => {
      await refuses(qs.send(new ListDashboardsCommand({ AwsAccountId: '111122223333' })), 'AccessDeniedException', 403, /not authorized to perform: quicksight:ListDashboards on resource: arn:aws:quicksight:eu-west-1:111122223333:/);
    });

    it('viewer is denied DescribeUser, ListUsers and GenerateEmbedUrlForRegisteredUser', async () => {
      const as = emulator.identities.viewer;
      const region = emulator.identityRegion;
      await refuses(quicksight(emulator, { as, region }).send(new DescribeUserCommand({ AwsAccountId, Namespace: 'default', UserName: 'kim.novak' })), 'AccessDeniedException', 401, /user\/kim\.novak is not authorized to perform: quicksight:DescribeUser on resource: .*:user\/default\/kim\.novak with an explicit deny/);
      await refuses(quicksight(emulator, { as, region }).send(new ListUsersCommand({ AwsAccountId, Namespace: 'default' })), 'AccessDeniedException', 401, /explicit deny/);
      await refuses(quicksight(emulator, { as }).send(new GenerateEmbedUrlForRegisteredUserCommand({ AwsAccountId, UserArn: userArn('kim.novak'), ExperienceConfiguration: { QuickSightConsole: {} } })), 'AccessDeniedException', 401, /explicit deny/);
    });

    it('authorises before it validates', async () => {
      const client = quicksight(emulator, { as: emulator.identities.viewer });
      await refuses(client.send(new GenerateEmbedUrlForRegisteredUserCommand({ AwsAccountId, UserArn: userArn('kim.novak'), SessionLifetimeInMinutes: 5, ExperienceConfiguration: { QuickSightConsole: {} } })), 'AccessDeniedException', 401);
    });

    it('contractor is no QuickSight user', async () => {
      const as = emulator.identities.contractor;
      await refuses(quicksight(emulator, { as }).send(new GetSessionEmbedUrlCommand({ AwsAccountId })), 'QuickSightUserNotFoundException', 404, /user\/default\/ContractorAccess\/lee\.park$/);
      await refuses(quicksight(emulator, { as }).send(new GetDashboardEmbedUrlCommand({ AwsAccountId, DashboardId: await dashboardId('Inventory Health'), IdentityType: 'IAM' })), 'QuickSightUserNotFoundException', 404);
      await refuses(quicksight(emulator, { as, region: emulator.identityRegion }).send(new DescribeUserCommand({ AwsAccountId, Namespace: 'default', UserName: 'ContractorAccess/lee.park' })), 'ResourceNotFoundException', 404);
    });

    it('sandbox is not signed up for QuickSight and has no domain', async () => {
      const as = emulator.identities.sandbox;
      const account = { AwsAccountId: as.accountId };
      const client = quicksight(emulator, { as });
      await refuses(client.send(new ListDashboardsCommand(account)), 'UnsupportedUserEditionException', 403, /^Account \d{12} is not subscribed for QuickSight$/);
      await refuses(client.send(new ListAnalysesCommand(account)), 'UnsupportedUserEditionException', 403);
      await refuses(client.send(new GetSessionEmbedUrlCommand(account)), 'UnsupportedUserEditionException', 403);
      await refuses(client.send(new ListUsersCommand({ ...account, Namespace: 'default' })), 'ResourceNotFoundException', 404, /^Account \d{12} is not signed up with QuickSight with namespace default$/);
      await refuses(client.send(new DescribeAccountSubscriptionCommand(account)), 'ResourceNotFoundException', 404, /is not signed up with QuickSight$/);
      assert.deepEqual((await sagemaker(emulator, { as }).send(new ListDomainsCommand({}))).Domains, []);
    });

    it('eu-central-1 has no QuickSight and no domains', async () => {
      await refuses(quicksight(emulator, { region: 'eu-central-1' }).send(new ListDashboardsCommand({ AwsAccountId })), 'UnsupportedUserEditionException', 403, /not subscribed/);
      assert.deepEqual((await sagemaker(emulator, { region: 'eu-central-1' }).send(new ListDomainsCommand({}))).Domains, []);
    });
  });

  describe('minting QuickSight URLs', () => {
    const registered = (ExperienceConfiguration: GenerateEmbedUrlForRegisteredUserCommandInput['ExperienceConfiguration'], more: Partial<GenerateEmbedUrlForRegisteredUserCommandInput> = {}) =>
      qs.send(new GenerateEmbedUrlForRegisteredUserCommand({ AwsAccountId, UserArn: userArn('ana.lopez'), ExperienceConfiguration, ...more }));
    const pathOf = (url: string | undefined) => /^http:\/\/localhost:\d+\/embed\/[0-9a-f]{32}(\/[^?]*)\?code=/.exec(url!)![1];

    it('GetSessionEmbedUrl takes each of the six entry points and no other', async () => {
      const [dashboard, analysis] = [await dashboardId('Inventory Health'), await analysisId('Inventory Health')];
      for (const EntryPoint of ['/start', '/start/analyses', '/start/dashboards', '/start/favorites', `/dashboards/${dashboard}`, `/analyses/${analysis}`]) {
        const { EmbedUrl } = await qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, EntryPoint }));
        assert.equal(pathOf(EmbedUrl), EntryPoint);
      }
      assert.equal(pathOf((await qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId }))).EmbedUrl), '/start');
      await refuses(qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, EntryPoint: '/datasets' })), 'InvalidParameterValueException', 400);
      await refuses(qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, EntryPoint: '/analyses/none' })), 'ResourceNotFoundException', 404);
      await refuses(qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, EntryPoint: `/analyses/${await analysisId('Untitled analysis')}` })), 'ResourceNotFoundException', 404, /deleted/);
    });

    it('GetSessionEmbedUrl is for authors and admins', async () => {
      await refuses(quicksight(emulator, { as: emulator.identities.viewer }).send(new GetSessionEmbedUrlCommand({ AwsAccountId })), 'UnsupportedUserEditionException', 403, /READER/);
      await refuses(qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, UserArn: userArn('Zoë Müller') })), 'UnsupportedUserEditionException', 403, /READER_PRO/);
      await refuses(qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, UserArn: userArn('nobody') })), 'QuickSightUserNotFoundException', 404);
      await qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, UserArn: userArn('finance.bi') }));
    });

    it('GetDashboardEmbedUrl knows the three identity types', async () => {
      const DashboardId = await dashboardId('Inventory Health');
      const get = (more: Partial<ConstructorParameters<typeof GetDashboardEmbedUrlCommand>[0]>) => qs.send(new GetDashboardEmbedUrlCommand({ AwsAccountId, DashboardId, IdentityType: 'IAM', ...more }));
      assert.equal(pathOf((await get({})).EmbedUrl), `/dashboards/${DashboardId}`);
      await get({ IdentityType: 'QUICKSIGHT', UserArn: userArn('Zoë Müller'), UndoRedoDisabled: true, ResetDisabled: false, StatePersistenceEnabled: true });
      await refuses(get({ IdentityType: 'QUICKSIGHT' }), 'InvalidParameterValueException', 400, /UserArn/);
      await refuses(get({ IdentityType: 'QUICKSIGHT', UserArn: userArn('nobody') }), 'QuickSightUserNotFoundException', 404);
      await refuses(get({ IdentityType: 'QUICKSIGHT', UserArn: userArn('ana.lopez').replace('us-east-1', 'eu-west-1') }), 'QuickSightUserNotFoundException', 404);
      await refuses(get({ IdentityType: 'QUICKSIGHT', UserArn: 'N/A' }), 'QuickSightUserNotFoundException', 404);
      await refuses(get({ IdentityType: 'ANONYMOUS', Namespace: 'default', AdditionalDashboardIds: ['a', 'b'] }), 'UnsupportedPricingPlanException', 403);
      await refuses(get({ DashboardId: 'none' }), 'ResourceNotFoundException', 404);
      await refuses(get({ DashboardId: await dashboardId('Q3 Board Pack') }), 'ResourceNotFoundException', 404, /no published version/);
    });

    it('viewer mints with GetDashboardEmbedUrl', async () => {
      const { EmbedUrl } = await quicksight(emulator, { as: emulator.identities.viewer }).send(new GetDashboardEmbedUrlCommand({ AwsAccountId, DashboardId: await dashboardId('Inventory Health'), IdentityType: 'IAM' }));
      assert.equal(emulator.minted.at(-1)!.url, EmbedUrl);
      assert.equal(emulator.minted.at(-1)!.accessKeyId, emulator.identities.viewer.accessKeyId);
      assert.equal(emulator.minted.at(-1)!.operation, 'GetDashboardEmbedUrl');
      assert.equal(emulator.minted.at(-1)!.usedAt, undefined);
    });

    it('GenerateEmbedUrlForRegisteredUser takes every experience, exactly one at a time', async () => {
      const id = await dashboardId('Inventory Health');
      const Enabled = { Enabled: true };
      assert.equal(pathOf((await registered({ Dashboard: { InitialDashboardId: id, FeatureConfigurations: { StatePersistence: Enabled, Bookmarks: Enabled, SharedView: Enabled, RecentSnapshots: Enabled } } })).EmbedUrl), `/dashboards/${id}`);
      assert.equal(pathOf((await registered({ DashboardVisual: { InitialDashboardVisualId: { DashboardId: id, SheetId: 's1', VisualId: 'v1' } } })).EmbedUrl), `/dashboards/${id}/sheets/s1/visuals/v1`);
      assert.equal(pathOf((await registered({ QuickSightConsole: { InitialPath: '/start/favorites', FeatureConfigurations: { StatePersistence: Enabled, Schedules: Enabled } } })).EmbedUrl), '/start/favorites');
      assert.equal(pathOf((await registered({ QuickSightConsole: {} })).EmbedUrl), '/start');
      assert.equal(pathOf((await registered({ QSearchBar: {} })).EmbedUrl), '/q/search');
      assert.equal(pathOf((await registered({ GenerativeQnA: { InitialTopicId: 'topic-1' } })).EmbedUrl), '/q/generative');
      assert.equal(pathOf((await registered({ QuickChat: {} })).EmbedUrl), '/chat');
      await refuses(registered({}), 'InvalidParameterValueException', 400, /exactly one/);
      await refuses(registered({ QSearchBar: {}, QuickChat: {} }), 'InvalidParameterValueException', 400, /exactly one/);
    });

    it('GenerateEmbedUrlForRegisteredUser refuses what is not there', async () => {
      await refuses(registered({ Dashboard: { InitialDashboardId: 'none' } }), 'ResourceNotFoundException', 404);
      await refuses(registered({ QuickSightConsole: { InitialPath: '/analyses/none' } }), 'ResourceNotFoundException', 404);
      await refuses(registered({ QuickSightConsole: {} }, { UserArn: userArn('nobody') }), 'QuickSightUserNotFoundException', 404);
      await refuses(registered({ QuickSightConsole: {} }, { UserArn: userArn('kim.novak') }), 'UnsupportedUserEditionException', 403);
    });

    it('AllowedDomains: at most three, https or http://localhost, no addresses', async () => {
      const allow = (...AllowedDomains: string[]) => registered({ QuickSightConsole: {} }, { AllowedDomains });
      await allow('https://app.example.com', 'https://*.example.org', 'http://localhost:8080');
      await allow('http://localhost');
      await refuses(allow('https://a.example', 'https://b.example', 'https://c.example', 'https://d.example'), 'InvalidParameterValueException', 400, /at most 3/);
      for (const domain of ['http://app.example.com', 'https://192.168.0.1', 'https://192.168.0.1:8443', 'http://127.0.0.1:8080', 'https://app.example.com/path', 'vscode-webview://x', 'app.example.com', "https://a.example; script-src 'unsafe-inline'"]) {
        await refuses(allow(domain), 'InvalidParameterValueException', 400, /not valid/);
      }
    });

    it('GenerateEmbedUrlForAnonymousUser needs capacity pricing', async () => {
      await refuses(qs.send(new GenerateEmbedUrlForAnonymousUserCommand({ AwsAccountId, Namespace: 'default', AuthorizedResourceArns: [], ExperienceConfiguration: { Dashboard: { InitialDashboardId: 'x' } } })), 'UnsupportedPricingPlanException', 403, /Capacity Pricing/);
    });
  });

  describe('SageMaker', () => {
    const studio = 'd-h2k8vq4nfjel';

    it('ListDomains gives no AuthMode, DescribeDomain does', async () => {
      const { Domains } = await sm.send(new ListDomainsCommand({}));
      assert.deepEqual(Domains!.map(({ DomainName, Status }) => [DomainName, Status]), [['data-science', 'InService'], ['research', 'InService'], ['ml-sandbox', 'Failed'], ['finance-restricted', 'InService']]);
      const modes = [];
      for (const { DomainId } of Domains!.slice(0, 3)) {
        const { AuthMode, FailureReason, Url, CreationTime } = await sm.send(new DescribeDomainCommand({ DomainId }));
        modes.push([AuthMode, FailureReason === undefined]);
        assert.match(Url!, /^https:\/\/d-\w+\.studio\.eu-west-1\.sagemaker\.aws$/);
        assert.ok(CreationTime instanceof Date);
      }
      assert.deepEqual(modes, [['IAM', true], ['SSO', true], ['IAM', false]]);
      await refuses(sm.send(new DescribeDomainCommand({ DomainId: Domains![3]!.DomainId })), 'AccessDeniedException', 400, /not authorized to perform: sagemaker:DescribeDomain on resource: arn:aws:sagemaker:eu-west-1:\d+:domain\/d-6tnr5ckxdeny with an explicit deny in a service control policy/);
      await refuses(sm.send(new DescribeDomainCommand({ DomainId: 'd-none' })), 'ResourceNotFound', 400, /d-none/);
    });

    it('lists user profiles, spaces and apps of a domain', async () => {
      const { UserProfiles } = await sm.send(new ListUserProfilesCommand({ DomainIdEquals: studio }));
      assert.equal(UserProfiles!.length, 6);
      assert.equal((await sm.send(new ListUserProfilesCommand({ DomainIdEquals: studio, UserProfileNameContains: 'ri' }))).UserProfiles!.length, 2);
      const { Spaces } = await sm.send(new ListSpacesCommand({ DomainIdEquals: studio, SortBy: 'LastModifiedTime', SortOrder: 'Descending' }));
      assert.equal(Spaces![0]!.SpaceName, 'chiara-vision');
      assert.deepEqual([...new Set(Spaces!.map(({ SpaceSharingSettingsSummary }) => SpaceSharingSettingsSummary!.SharingType!))].sort(), ['Private', 'Shared']);
      const { Apps } = await sm.send(new ListAppsCommand({ DomainIdEquals: studio, SpaceNameEquals: 'churn-model' }));
      assert.deepEqual(Apps!.map(({ AppType, Status }) => [AppType, Status]), [['JupyterLab', 'InService']]);
    });

    it('describes a user profile and a space', async () => {
      assert.match((await sm.send(new DescribeUserProfileCommand({ DomainId: studio, UserProfileName: 'emma-new' }))).FailureReason!, /cannot be assumed/);
      const space = await sm.send(new DescribeSpaceCommand({ DomainId: studio, SpaceName: 'churn-model' }));
      assert.equal(space.SpaceDisplayName, 'Churn model');
      await refuses(sm.send(new DescribeUserProfileCommand({ DomainId: studio, UserProfileName: 'nobody' })), 'ResourceNotFound', 400);
      await refuses(sm.send(new DescribeSpaceCommand({ DomainId: studio, SpaceName: 'nowhere' })), 'ResourceNotFound', 400);
    });

    it('CreatePresignedDomainUrl mints for an IAM domain', async () => {
      for (const input of [{}, { SpaceName: 'ana-notebooks' }, { SpaceName: 'churn-model', LandingUri: 'app:JupyterLab:lab', ExpiresInSeconds: 5, SessionExpirationDurationInSeconds: 1800 }]) {
        const { AuthorizedUrl } = await sm.send(new CreatePresignedDomainUrlCommand({ DomainId: studio, UserProfileName: 'ana-lopez', ...input }));
        assert.match(AuthorizedUrl!, /^http:\/\/localhost:\d+\/studio\/d-h2k8vq4nfjel\/auth\?token=/);
      }
    });

    it('CreatePresignedDomainUrl refuses an SSO domain, a failed one, and what is not there', async () => {
      const create = (DomainId: string, UserProfileName: string, SpaceName?: string) => sm.send(new CreatePresignedDomainUrlCommand({ DomainId, UserProfileName, SpaceName }));
      await refuses(create('d-9xw3mzt6rsso', 'ingrid-haugen'), 'ValidationException', 400, /SSO/);
      await refuses(create('d-4pqf7ybzfail', 'anybody'), 'ValidationException', 400, /Failed/);
      await refuses(create('d-none', 'ana-lopez'), 'ResourceNotFound', 400);
      await refuses(create(studio, 'nobody'), 'ResourceNotFound', 400);
      await refuses(create(studio, 'emma-new'), 'ValidationException', 400, /Failed/);
      await refuses(create(studio, 'ana-lopez', 'nowhere'), 'ResourceNotFound', 400);
      await refuses(create(studio, 'ana-lopez', 'chiara-vision'), 'ValidationException', 400, /private/);
    });

    it('says plainly that a modelled operation is not served', async () => {
      await refuses(sm.send(new ListNotebookInstancesCommand({})), 'NotImplementedException', 501);
      await refuses(identityQs.send(new DescribeAccountSettingsCommand({ AwsAccountId })), 'NotImplementedException', 501);
    });
  });

  describe('validation, in AWS’s words', () => {
    const DomainId = 'd-h2k8vq4nfjel';

    it('names the member, the value and the constraint', async () => {
      await refuses(sm.send(new CreatePresignedDomainUrlCommand({ DomainId, UserProfileName: 'ana-lopez', ExpiresInSeconds: 301 })), 'ValidationException', 400,
        /^1 validation error detected: Value '301' at 'expiresInSeconds' failed to satisfy constraint: Member must have value less than or equal to 300$/);
      await refuses(sm.send(new CreatePresignedDomainUrlCommand({ DomainId: 'nope', UserProfileName: 'a'.repeat(64), SessionExpirationDurationInSeconds: 1 })), 'ValidationException', 400,
        /^4 validation errors detected: Value 'nope' at 'domainId' failed to satisfy constraint: Member must satisfy regular expression pattern: d-\(-\*\[a-z0-9\]\)\{1,61\}; Value 'a{64}' at 'userProfileName' failed to satisfy constraint: Member must have length less than or equal to 63; .*; Value '1' at 'sessionExpirationDurationInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 1800$/);
    });

    it('names what is missing', async () => {
      // The SDK would not send it.
      const client = sagemaker(emulator);
      client.middlewareStack.add((next) => (args) => next({ ...args, request: Object.assign(args.request as object, { body: '{"UserProfileName":"ana-lopez","Unknown":1}' }) }), { step: 'build', priority: 'high' });
      await refuses(client.send(new CreatePresignedDomainUrlCommand({ DomainId, UserProfileName: 'x' })), 'ValidationException', 400, /Value null at 'domainId' failed to satisfy constraint: Member must not be null/);
    });

    it('names members of lists', async () => {
      await refuses(qs.send(new SearchDashboardsCommand({ AwsAccountId, Filters: [{ Name: 'DASHBOARD_NAME', Operator: 'StringNotLike' as 'StringLike', Value: 'x' }] })), 'ValidationException', 400, /Value 'StringNotLike' at 'filters\.1\.member\.operator' failed to satisfy constraint: Member must satisfy enum value set: \[StringEquals, StringLike\]/);
      await refuses(qs.send(new SearchDashboardsCommand({ AwsAccountId, Filters: [] })), 'ValidationException', 400, /at 'filters' failed to satisfy constraint: Member must have length greater than or equal to 1/);
    });

    it('checks what comes in the path and the query', async () => {
      await refuses(qs.send(new ListDashboardsCommand({ AwsAccountId, MaxResults: 101 })), 'ValidationException', 400, /Value '101' at 'maxResults'/);
      await refuses(qs.send(new DescribeDashboardCommand({ AwsAccountId, DashboardId: 'a b' })), 'ValidationException', 400, /Value 'a b' at 'dashboardId'/);
    });

    it('a session lifetime out of range is QuickSight’s own error', async () => {
      await refuses(qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, SessionLifetimeInMinutes: 14 })), 'SessionLifetimeInMinutesInvalidException', 400, /15-600/);
      await refuses(qs.send(new GetSessionEmbedUrlCommand({ AwsAccountId, SessionLifetimeInMinutes: 601 })), 'SessionLifetimeInMinutesInvalidException', 400);
    });

    it('a value of the wrong type is a SerializationException', async () => {
      await refuses(sm.send(new CreatePresignedDomainUrlCommand({ DomainId, UserProfileName: 5 as unknown as string })), 'SerializationException', 400, /NUMBER_VALUE cannot be converted to String/);
      await refuses(sm.send(new CreatePresignedDomainUrlCommand({ DomainId, UserProfileName: 'ana-lopez', ExpiresInSeconds: '60' as unknown as number })), 'SerializationException', 400, /STRING_VALUE cannot be converted to Integer/);
      await refuses(qs.send(new ListDashboardsCommand({ AwsAccountId, MaxResults: 'many' as unknown as number })), 'SerializationException', 400);
    });
  });

  describe('pages of a list', () => {
    it('chains pages by NextToken, without a gap or an overlap', async () => {
      const pages = [];
      for await (const { DashboardSummaryList } of paginateListDashboards({ client: qs, pageSize: 7 }, { AwsAccountId })) pages.push(DashboardSummaryList!.map(({ DashboardId }) => DashboardId));
      assert.deepEqual(pages.map(({ length }) => length), [7, 7, 7, 3]);
      const whole = await qs.send(new ListDashboardsCommand({ AwsAccountId }));
      assert.deepEqual(pages.flat(), whole.DashboardSummaryList!.map(({ DashboardId }) => DashboardId));
    });

    it('has no NextToken when the last page is full', async () => {
      assert.equal((await qs.send(new ListDashboardsCommand({ AwsAccountId, MaxResults: 24 }))).NextToken, undefined);
    });

    it('a token serves only its own operation, filters, region and account', async () => {
      const { NextToken } = await qs.send(new ListDashboardsCommand({ AwsAccountId, MaxResults: 2 }));
      await qs.send(new ListDashboardsCommand({ AwsAccountId, MaxResults: 5, NextToken }));
      await refuses(qs.send(new ListAnalysesCommand({ AwsAccountId, NextToken })), 'InvalidNextTokenException', 400);
      await refuses(identityQs.send(new ListDashboardsCommand({ AwsAccountId, NextToken })), 'InvalidNextTokenException', 400);
      await refuses(qs.send(new ListDashboardsCommand({ AwsAccountId, NextToken: `${NextToken!}x` })), 'InvalidNextTokenException', 400);
      await refuses(qs.send(new ListDashboardsCommand({ AwsAccountId, NextToken: '' })), 'InvalidNextTokenException', 400);
      const search = (Value: string, token?: string) => qs.send(new SearchDashboardsCommand({ AwsAccountId, MaxResults: 1, NextToken: token, Filters: [{ Name: 'DASHBOARD_NAME', Operator: 'StringLike', Value }] }));
      const { NextToken: first } = await search('o');
      assert.equal((await search('o', first)).DashboardSummaryList!.length, 1);
      await refuses(search('e', first), 'InvalidNextTokenException', 400);
    });

    it('SageMaker’s pages hold 10 unless told, and refuse a bad token', async () => {
      const all = await sm.send(new ListUserProfilesCommand({ MaxResults: 100 }));
      assert.equal(all.UserProfiles!.length, 9);
      const { UserProfiles, NextToken } = await sm.send(new ListUserProfilesCommand({ MaxResults: 4 }));
      const rest = await sm.send(new ListUserProfilesCommand({ MaxResults: 10, NextToken }));
      assert.deepEqual([...UserProfiles!, ...rest.UserProfiles!], all.UserProfiles);
      await refuses(sm.send(new ListUserProfilesCommand({ NextToken: 'x' })), 'ValidationException', 400);
      await refuses(sm.send(new ListUserProfilesCommand({ DomainIdEquals: 'd-h2k8vq4nfjel', NextToken })), 'ValidationException', 400);
    });
  });
});
