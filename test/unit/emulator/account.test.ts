import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { demoAccount, type Account, type Dashboard } from '../../emulator/account.ts';
import { Grants } from '../../emulator/grants.ts';
import { services, type ServiceName } from '../../emulator/model.ts';
import { operations, type Call } from '../../emulator/operations.ts';
import { validate } from '../../emulator/wire.ts';
import { cpuMilliseconds } from './support.ts';

const now = new Date('2026-03-01T12:00:00Z');
const make = (dashboards?: number) => demoAccount({ region: 'eu-west-1', identityRegion: 'us-east-1', dashboards, now });

describe('emulator: the demo account', function () {
  this.timeout(20_000); // on a busy machine
  it('answers every list and description within the model’s own constraints', () => {
    const account = make();
    const call = (region: string, operation: string): Call => ({
      operation, account, region, now, identity: { name: '', accountId: account.id, arn: `arn:aws:iam::${account.id}:user/ana.lopez`, accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: '' },
      denied: new Set(), grants: new Grants('http://localhost:1'), embedUrlSeconds: 300, tokenSecret: randomBytes(32),
    });
    const check = (service: ServiceName, name: string, region: string, input: object) => {
      const output = operations[service][name]!(input as never, call(region, name));
      // Filled in when the answer is written.
      assert.deepEqual(validate(services[service].operations[name]!.output, { RequestId: 'r', ...output }), [], name);
    };
    for (const [region, { quicksight, domains }] of account.regions) {
      const qs = { AwsAccountId: account.id };
      if (quicksight) {
        check('quicksight', 'ListDashboards', region, qs);
        check('quicksight', 'ListAnalyses', region, qs);
        for (const { id } of quicksight.dashboards) check('quicksight', 'DescribeDashboard', region, { ...qs, DashboardId: id });
        for (const { id } of quicksight.analyses) check('quicksight', 'DescribeAnalysis', region, { ...qs, AnalysisId: id });
      }
      for (const Namespace of ['default', 'partners']) check('quicksight', 'ListUsers', region, { ...qs, Namespace });
      check('quicksight', 'ListNamespaces', region, qs);
      check('quicksight', 'DescribeAccountSubscription', region, qs);
      for (const name of ['ListDomains', 'ListUserProfiles', 'ListSpaces', 'ListApps']) check('sagemaker', name, region, { MaxResults: 100 });
      for (const { details: { DomainId }, userProfiles, spaces } of domains) {
        check('sagemaker', 'DescribeDomain', region, { DomainId });
        for (const { UserProfileName } of userProfiles) check('sagemaker', 'DescribeUserProfile', region, { DomainId, UserProfileName });
        for (const { SpaceName } of spaces) check('sagemaker', 'DescribeSpace', region, { DomainId, SpaceName });
      }
    }
    check('sts', 'GetCallerIdentity', 'eu-west-1', {});
  });

  it('has nothing dated later than now, and nothing updated before it was made', () => {
    for (const { quicksight } of make(500).regions.values()) {
      for (const { created, updated } of [...quicksight?.dashboards ?? [], ...quicksight?.analyses ?? []]) assert.ok(created <= updated && updated <= now);
    }
  });

  it('makes 100,000 dashboards with ids of their own and names of their own, the hand-made ones first, and quickly', async () => {
    let dashboards: Dashboard[] = [];
    const took = await cpuMilliseconds(() => dashboards = home(make(100_000)));
    assert.equal(dashboards.length, 100_000);
    assert.equal(new Set(dashboards.map(({ id }) => id)).size, 100_000);
    assert.equal(new Set(dashboards.map(({ name }) => name)).size, 100_000);
    assert.deepEqual(dashboards.slice(0, 24).map(({ id }) => id), home(make()).map(({ id }) => id));
    assert.ok(dashboards.every(({ id }) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
    assert.ok(took < 4000, `${took.toFixed(0)} ms`);
  });

  it('makes fewer than the hand-made ones, and none', () => {
    assert.equal(home(make(3)).length, 3);
    assert.equal(home(make(0)).length, 0);
  });
});

function home(account: Account) {
  return account.regions.get('eu-west-1')!.quicksight!.dashboards;
}
