// The AWS CLI, an independent client, pointed at the emulator. Skipped where the machine has none.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { startEmulator, type Emulator } from '../../emulator/emulator.ts';
import { operations } from '../../emulator/operations.ts';

interface CliResult {
  absent: boolean;
  status: number;
  stdout: string;
  stderr: string;
}

// Ids are the same at every start: Executive Summary, and the analysis Weekly Sales Review.
const dashboard = '28557dc0-eb5e-46a2-9eb4-8aa5bcd9cd7f';
const analysis = '8eba791b-87f0-4cc1-9a56-350429549676';
const studio = ['--domain-id', 'd-h2k8vq4nfjel'];
const filter = (name: string, value: string) => ['--filters', JSON.stringify([{ Operator: 'StringLike', Name: name, Value: value }])];

describe('emulator: the AWS CLI', function () {
  this.timeout(120_000); // a CLI process takes a second by itself, more on a busy machine
  let emulator: Emulator;
  let results: Map<string, Promise<CliResult>>;

  /** One CLI process, with no configuration but this. */
  function aws(args: string[], region: string): Promise<CliResult> {
    const { endpoint, accessKeyId, secretAccessKey } = emulator;
    const env = {
      PATH: process.env.PATH, HOME: process.env.HOME, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_DEFAULT_REGION: region, AWS_REGION: region,
      AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1',
    };
    return new Promise((resolve) => {
      execFile('aws', [...args, '--endpoint-url', endpoint, '--output', 'json'], { env, timeout: 60_000 }, (error, stdout, stderr) => {
        const status = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
        // 127: a shim of a version manager, without the CLI behind it.
        resolve({ absent: (error?.code as unknown) === 'ENOENT' || status === 127, status, stdout, stderr });
      });
    });
  }

  /** Each operation served, by its name in the model, and some errors: the CLI's words, and the region where it is not the home region. */
  function calls(): Record<string, [args: string[], region?: string]> {
    const { accountId, identityRegion } = emulator;
    const account = ['--aws-account-id', accountId];
    const user = `arn:aws:quicksight:${identityRegion}:${accountId}:user/default/ana.lopez`;
    const quicksight = (command: string, ...rest: string[]) => ['quicksight', command, ...account, ...rest];
    return {
      GetCallerIdentity: [['sts', 'get-caller-identity']],
      ListDashboards: [quicksight('list-dashboards', '--page-size', '10')],
      SearchDashboards: [quicksight('search-dashboards', ...filter('DASHBOARD_NAME', 'summary'))],
      DescribeDashboard: [quicksight('describe-dashboard', '--dashboard-id', dashboard)],
      ListAnalyses: [quicksight('list-analyses')],
      SearchAnalyses: [quicksight('search-analyses', ...filter('ANALYSIS_NAME', 'cluster'))],
      DescribeAnalysis: [quicksight('describe-analysis', '--analysis-id', analysis)],
      ListUsers: [quicksight('list-users', '--namespace', 'default'), identityRegion],
      DescribeUser: [quicksight('describe-user', '--namespace', 'default', '--user-name', 'Zoë Müller'), identityRegion],
      ListNamespaces: [quicksight('list-namespaces'), identityRegion],
      DescribeAccountSubscription: [quicksight('describe-account-subscription'), identityRegion],
      GetSessionEmbedUrl: [quicksight('get-session-embed-url', '--entry-point', '/start/analyses', '--user-arn', user)],
      GetDashboardEmbedUrl: [quicksight('get-dashboard-embed-url', '--dashboard-id', dashboard, '--identity-type', 'IAM', '--no-undo-redo-disabled')],
      GenerateEmbedUrlForRegisteredUser: [quicksight('generate-embed-url-for-registered-user', '--user-arn', user,
        // As JSON: the CLI's version 1 fetches a parameter that is a URL.
        '--cli-input-json', JSON.stringify({ AllowedDomains: ['https://*.example.com'], ExperienceConfiguration: { Dashboard: { InitialDashboardId: dashboard } } }))],
      GenerateEmbedUrlForAnonymousUser: [quicksight('generate-embed-url-for-anonymous-user', '--namespace', 'default', '--authorized-resource-arns', 'arn:a', '--experience-configuration', JSON.stringify({ Dashboard: { InitialDashboardId: dashboard } }))],
      ListDomains: [['sagemaker', 'list-domains', '--page-size', '3']],
      DescribeDomain: [['sagemaker', 'describe-domain', ...studio]],
      ListUserProfiles: [['sagemaker', 'list-user-profiles', '--domain-id-equals', 'd-h2k8vq4nfjel']],
      DescribeUserProfile: [['sagemaker', 'describe-user-profile', ...studio, '--user-profile-name', 'ana-lopez']],
      ListSpaces: [['sagemaker', 'list-spaces', '--sort-by', 'LastModifiedTime', '--sort-order', 'Descending']],
      DescribeSpace: [['sagemaker', 'describe-space', ...studio, '--space-name', 'churn-model']],
      ListApps: [['sagemaker', 'list-apps']],
      CreatePresignedDomainUrl: [['sagemaker', 'create-presigned-domain-url', ...studio, '--user-profile-name', 'ana-lopez', '--expires-in-seconds', '60']],
      'ListUsers elsewhere': [quicksight('list-users', '--namespace', 'default')],
      'DescribeAnalysis of none': [quicksight('describe-analysis', '--analysis-id', 'none')],
      'DescribeDomain denied': [['sagemaker', 'describe-domain', '--domain-id', 'd-6tnr5ckxdeny']],
    };
  }

  before(async function () {
    emulator = await startEmulator();
    const queue = Object.entries(calls());
    const running = new Map(queue.map(([name]) => [name, {} as { resolve: (result: CliResult) => void }]));
    results = new Map(queue.map(([name]) => [name, new Promise((resolve) => running.get(name)!.resolve = resolve)]));
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [name, [args, region = emulator.region]] = next;
        running.get(name)!.resolve(await aws(args, region));
      }
    };
    for (let worker = 0; worker < 4; worker++) void work();
    if ((await results.get('GetCallerIdentity')!).absent) this.skip();
  });
  after(() => emulator.close());

  async function output(name: string): Promise<Record<string, unknown>> {
    const { status, stdout, stderr } = await results.get(name)!;
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  it('is tried with every operation that is served', () => {
    assert.deepEqual(Object.keys(calls()).filter((name) => !name.includes(' ')).sort(), Object.values(operations).flatMap((table) => Object.keys(table)).sort());
  });

  const lists: Record<string, [member: string, length: number]> = {
    ListDashboards: ['DashboardSummaryList', 24], SearchDashboards: ['DashboardSummaryList', 1], ListAnalyses: ['AnalysisSummaryList', 14], SearchAnalyses: ['AnalysisSummaryList', 1],
    ListUsers: ['UserList', 8], ListNamespaces: ['Namespaces', 2], ListDomains: ['Domains', 4], ListUserProfiles: ['UserProfiles', 6], ListSpaces: ['Spaces', 6], ListApps: ['Apps', 3],
  };
  for (const [name, [member, length]] of Object.entries(lists)) {
    it(name, async () => assert.equal(((await output(name))[member] as unknown[]).length, length));
  }

  const descriptions: Record<string, (answer: never) => [actual: unknown, expected: unknown]> = {
    GetCallerIdentity: ({ Arn }: { Arn: string }) => [Arn, 'arn:aws:iam::418205337716:user/ana.lopez'],
    DescribeDashboard: ({ Dashboard }: { Dashboard: { Name: string; Version: { VersionNumber: number } } }) => [[Dashboard.Name, Dashboard.Version.VersionNumber], ['Executive Summary', 34]],
    DescribeUser: ({ User }: { User: { UserName: string; Role: string } }) => [[User.UserName, User.Role], ['Zoë Müller', 'READER_PRO']],
    DescribeAccountSubscription: ({ AccountInfo }: { AccountInfo: { Edition: string } }) => [AccountInfo.Edition, 'ENTERPRISE'],
    DescribeAnalysis: ({ Analysis }: { Analysis: { Name: string; Status: string } }) => [[Analysis.Name, Analysis.Status], ['Weekly Sales Review', 'UPDATE_SUCCESSFUL']],
    DescribeDomain: ({ AuthMode }: { AuthMode: string }) => [AuthMode, 'IAM'],
    DescribeUserProfile: ({ Status }: { Status: string }) => [Status, 'InService'],
    DescribeSpace: ({ SpaceDisplayName }: { SpaceDisplayName: string }) => [SpaceDisplayName, 'Churn model'],
  };
  for (const [name, pick] of Object.entries(descriptions)) {
    it(name, async () => assert.deepEqual(...pick(await output(name) as never)));
  }

  for (const [name, member] of Object.entries({ GetSessionEmbedUrl: 'EmbedUrl', GetDashboardEmbedUrl: 'EmbedUrl', GenerateEmbedUrlForRegisteredUser: 'EmbedUrl', CreatePresignedDomainUrl: 'AuthorizedUrl' })) {
    it(name, async () => {
      const { [member]: url } = await output(name);
      assert.equal(emulator.minted.find(({ operation }) => operation === name)!.url, url);
    });
  }

  const errors: Record<string, RegExp> = {
    'ListUsers elsewhere': /An error occurred \(AccessDeniedException\) when calling the ListUsers operation: .*your identity region is us-east-1\. Please use the us-east-1 endpoint\./,
    'DescribeAnalysis of none': /An error occurred \(ResourceNotFoundException\) when calling the DescribeAnalysis operation: Analysis .*analysis\/none is not found/,
    'DescribeDomain denied': /An error occurred \(AccessDeniedException\) when calling the DescribeDomain operation: User: .* explicit deny/,
    GenerateEmbedUrlForAnonymousUser: /An error occurred \(UnsupportedPricingPlanException\) when calling the GenerateEmbedUrlForAnonymousUser operation/,
  };
  for (const [name, message] of Object.entries(errors)) {
    it(`${name}, refused`, async () => {
      const { status, stderr } = await results.get(name)!;
      assert.ok(status > 0); // 255 or, from version 2 on, 254
      assert.match(stderr, message);
    });
  }
});
