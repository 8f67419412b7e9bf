import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { QuickSightClient } from '@aws-sdk/client-quicksight';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { callerIdentity } from '../../src/aws/callerIdentity.ts';
import { loadProfiles } from '../../src/aws/profiles.ts';
import type { SessionChoice } from '../../src/aws/profileInUse.ts';
import { openSession, type CallReport, type Session } from '../../src/aws/session.ts';
import { SessionProblem } from '../../src/aws/sessionProblem.ts';
import { explain } from '../../src/errors.ts';
import { mintConsoleUrl, mintDashboardUrl } from '../../src/quicksight/embedUrl.ts';
import { listAnalyses, listDashboards } from '../../src/quicksight/lists.ts';
import { quickSightUser } from '../../src/quicksight/user.ts';
import { listDomains } from '../../src/sagemaker/lists.ts';
import { mintStudioUrl } from '../../src/sagemaker/studioUrl.ts';
import { failureOf, secretsOf, tempFolder, useAws, useEnvironment, writeAwsFiles } from './support/aws.ts';

const noReport = () => undefined;

describe('openSession', () => {
  const dir = tempFolder();
  after(() => rmSync(dir, { recursive: true, force: true }));
  const environment = useEnvironment(() => writeAwsFiles(dir, '', ''));
  beforeEach(() => environment.set());
  afterEach(() => environment.back());

  const files = (config: string, credentials = '') => writeAwsFiles(dir, config, credentials);
  const keysOf = (name: string) => `[${name}]\naws_access_key_id = AKIA${name.toUpperCase().padEnd(16, 'X')}\naws_secret_access_key = secret-of-${name}\n`;
  const open = (choice: SessionChoice = {}) => openSession(choice, noReport);
  const facts = ({ profile, region, regionFrom }: Session) => [profile.label, profile.chosenBy, profile.name, region, regionFrom];
  async function problem(choice: SessionChoice = {}): Promise<string> {
    const error = await failureOf(open(choice));
    assert.ok(error instanceof SessionProblem, inspect(error));
    return `${error.kind} ${error.about.profile}`;
  }
  /** The access key id that a session's clients sign with. */
  async function keyOf(session: Session): Promise<string> {
    const client = session.client(STSClient, 'STS');
    return (await client.config.credentials()).accessKeyId;
  }

  describe('chooses the profile', () => {
    const config = ['default', 'profile set', 'profile env'].map((name, index) => `[${name}]\nregion = eu-west-${index + 1}\n`).join('\n');
    const credentials = ['default', 'set', 'env'].map(keysOf).join('\n');
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENTXXXXX', AWS_SECRET_ACCESS_KEY: 'secret-of-environment' };

    const cases: { what: string; choice?: SessionChoice; env: Record<string, string>; gives: unknown[]; key: string }[] = [
      { what: 'the setting before all', choice: { profile: 'set' }, env: { AWS_PROFILE: 'env', ...keys }, gives: ['set', 'setting', 'set', 'eu-west-2', 'profile'], key: 'AKIASET' },
      { what: 'then AWS_PROFILE, before keys in the environment', env: { AWS_PROFILE: 'env', ...keys }, gives: ['env', 'AWS_PROFILE', 'env', 'eu-west-3', 'profile'], key: 'AKIAENVX' },
      { what: 'then keys in the environment', env: { ...keys, AWS_REGION: 'sa-east-1' }, gives: ['environment', 'environment', undefined, 'sa-east-1', 'environment'], key: 'AKIAENVIRONMENT' },
      { what: 'then default', env: {}, gives: ['default', 'default', 'default', 'eu-west-1', 'profile'], key: 'AKIADEFAULT' },
      { what: 'an empty setting and an empty variable as none', choice: { profile: '', region: '' }, env: { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '' }, gives: ['default', 'default', 'default', 'eu-west-1', 'profile'], key: 'AKIADEFAULT' },
      { what: 'half a key as none', env: { AWS_ACCESS_KEY_ID: keys.AWS_ACCESS_KEY_ID }, gives: ['default', 'default', 'default', 'eu-west-1', 'profile'], key: 'AKIADEFAULT' },
    ];
    for (const { what, choice, env, gives, key } of cases) {
      it(what, async () => {
        files(config, credentials);
        Object.assign(process.env, env);
        const session = await open(choice);
        assert.deepEqual(facts(session), gives);
        assert.ok((await keyOf(session)).startsWith(key), await keyOf(session));
      });
    }

    it('does not mix keys in the environment with a profile that happens to be named so', async () => {
      files('[profile environment]\nregion = eu-west-2\nendpoint_url = http://localhost:1\n', keysOf('environment'));
      Object.assign(process.env, keys, { AWS_REGION: 'sa-east-1' });
      const session = await open();
      assert.deepEqual(facts(session), ['environment', 'environment', undefined, 'sa-east-1', 'environment']);
      assert.equal(session.endpoint, undefined);
    });

    it('a profile that is in the credentials file alone', async () => {
      files('', keysOf('only'));
      assert.deepEqual(facts(await open({ profile: 'only', region: 'eu-west-1' })), ['only', 'setting', 'only', 'eu-west-1', 'setting']);
    });
  });

  describe('chooses the region', () => {
    const config = '[profile with]\nregion = eu-north-1\n[profile without]\n';
    const credentials = keysOf('with') + keysOf('without');
    const cases: { what: string; choice: SessionChoice; env: Record<string, string>; gives: unknown[] }[] = [
      { what: 'the setting before all', choice: { profile: 'with', region: 'ap-south-1' }, env: { AWS_REGION: 'us-west-2' }, gives: ['ap-south-1', 'setting'] },
      { what: "then the profile's", choice: { profile: 'with' }, env: { AWS_REGION: 'us-west-2' }, gives: ['eu-north-1', 'profile'] },
      { what: 'then AWS_REGION', choice: { profile: 'without' }, env: { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-east-2' }, gives: ['us-west-2', 'environment'] },
      { what: 'then AWS_DEFAULT_REGION', choice: { profile: 'without' }, env: { AWS_DEFAULT_REGION: 'us-east-2' }, gives: ['us-east-2', 'environment'] },
      { what: 'AWS_DEFAULT_REGION where AWS_REGION is empty', choice: { profile: 'without' }, env: { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-2' }, gives: ['us-east-2', 'environment'] },
    ];
    for (const { what, choice, env, gives } of cases) {
      it(what, async () => {
        files(config, credentials);
        Object.assign(process.env, env);
        const session = await open(choice);
        assert.deepEqual([session.region, session.regionFrom], gives);
      });
    }

    it('and never one that nobody named', async () => {
      files(config, credentials);
      assert.equal(await problem({ profile: 'without' }), 'noRegion without');
    });
  });

  describe('says why there is no session', () => {
    it('no profile at all', async () => assert.equal(await problem(), 'noProfile default'));
    it('no files at all', async () => {
      rmSync(process.env.AWS_CONFIG_FILE!);
      rmSync(process.env.AWS_SHARED_CREDENTIALS_FILE!);
      assert.equal(await problem(), 'noProfile default');
    });
    it('profiles, but none is default', async () => {
      files('[profile other]\nregion = eu-west-1\n', keysOf('other'));
      assert.equal(await problem(), 'noDefaultProfile default');
    });
    it('only sections that are no profiles', async () => {
      files('[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n[services local]\nsts =\n  endpoint_url = http://localhost:1\n');
      assert.equal(await problem(), 'noProfile default');
    });
    it('a chosen profile that is not there', async () => {
      files('[default]\nregion = eu-west-1\n', keysOf('default'));
      assert.equal(await problem({ profile: 'nobody' }), 'unknownProfile nobody');
    });
    it('an AWS_PROFILE that is not there, though there are keys in the environment', async () => {
      Object.assign(process.env, { AWS_PROFILE: 'nobody', AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'eu-west-1' });
      assert.equal(await problem(), 'unknownProfile nobody');
    });
    it('a chosen default that is not there', async () => assert.equal(await problem({ profile: 'default' }), 'unknownProfile default'));
  });

  describe('finds the endpoint', () => {
    const config = [
      '[default]\nregion = eu-west-1\nendpoint_url = http://default.test:1\n',
      '[profile plain]\nregion = eu-west-1\n',
      '[profile url]\nregion = eu-west-1\nendpoint_url = http://profile.test:2\n',
      '[profile services]\nregion = eu-west-1\nendpoint_url = http://profile.test:3\nservices = local\n',
      '[profile ignoring]\nregion = eu-west-1\nendpoint_url = http://profile.test:4\nignore_configured_endpoint_urls = true\n',
      '[services local]\nquicksight =\n  endpoint_url = http://quicksight.test:5\nsts =\n  endpoint_url = http://sts.test:6\n',
    ].join('\n');
    const credentials = ['default', 'plain', 'url', 'services', 'ignoring'].map(keysOf).join('\n');
    const own = { quicksight: 'quicksight.eu-west-1.amazonaws.com', sagemaker: 'api.sagemaker.eu-west-1.amazonaws.com', sts: 'sts.eu-west-1.amazonaws.com' };

    /** The hosts that the requests of three clients would go to; nothing is sent. */
    async function hosts(session: Session) {
      const at = async (client: { middlewareStack: { add(middleware: never, options: { step: 'finalizeRequest'; priority: 'low' }): void } }, send: () => Promise<unknown>) => {
        let host = '';
        const stop = () => (args: { request: { hostname: string; port?: number } }) => {
          host = args.request.hostname + (args.request.port ? `:${args.request.port}` : '');
          throw new Error('Nothing is sent.');
        };
        client.middlewareStack.add(stop as never, { step: 'finalizeRequest', priority: 'low' });
        await failureOf(send());
        return host;
      };
      const { ListDashboardsCommand } = await import('@aws-sdk/client-quicksight');
      const { ListDomainsCommand } = await import('@aws-sdk/client-sagemaker');
      const quicksight = session.client(QuickSightClient, 'QuickSight');
      const sagemaker = session.client(SageMakerClient, 'SageMaker');
      const sts = session.client(STSClient, 'STS');
      return {
        quicksight: await at(quicksight, () => quicksight.send(new ListDashboardsCommand({ AwsAccountId: '123456789012' }))),
        sagemaker: await at(sagemaker, () => sagemaker.send(new ListDomainsCommand({}))),
        sts: await at(sts, () => sts.send(new GetCallerIdentityCommand({}))),
      };
    }

    const everywhere = (host: string) => ({ quicksight: host, sagemaker: host, sts: host });
    const cases: { what: string; profile: string; env?: Record<string, string>; endpoint?: string; hosts: Record<'quicksight' | 'sagemaker' | 'sts', string> }[] = [
      { what: "AWS's own", profile: 'plain', hosts: own },
      { what: "the profile's, though AWS_PROFILE is another", profile: 'url', env: { AWS_PROFILE: 'plain' }, endpoint: 'http://profile.test:2', hosts: everywhere('profile.test:2') },
      { what: "none, though AWS_PROFILE's has one", profile: 'plain', env: { AWS_PROFILE: 'url' }, hosts: own },
      { what: "the services section's over the profile's", profile: 'services', endpoint: 'http://profile.test:3', hosts: { quicksight: 'quicksight.test:5', sagemaker: 'profile.test:3', sts: 'sts.test:6' } },
      { what: 'AWS_ENDPOINT_URL over both', profile: 'services', env: { AWS_ENDPOINT_URL: 'http://env.test:7' }, endpoint: 'http://env.test:7', hosts: everywhere('env.test:7') },
      {
        what: 'AWS_ENDPOINT_URL_QUICKSIGHT over all, for QuickSight alone',
        profile: 'services',
        env: { AWS_ENDPOINT_URL: 'http://env.test:7', AWS_ENDPOINT_URL_QUICKSIGHT: 'http://env.test:8' },
        endpoint: 'http://env.test:7',
        hosts: { ...everywhere('env.test:7'), quicksight: 'env.test:8' },
      },
      { what: 'none where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true', profile: 'url', env: { AWS_ENDPOINT_URL: 'http://env.test:7', AWS_ENDPOINT_URL_QUICKSIGHT: 'http://env.test:8', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, hosts: own },
      { what: 'none where the profile ignores them', profile: 'ignoring', env: { AWS_ENDPOINT_URL: 'http://env.test:7' }, hosts: own },
    ];
    for (const { what, profile, env = {}, endpoint, hosts: expected } of cases) {
      it(what, async () => {
        files(config, credentials);
        Object.assign(process.env, env);
        const session = await open({ profile });
        assert.equal(session.endpoint, endpoint);
        assert.deepEqual(await hosts(session), expected);
      });
    }

    it('of another region for a client of another region', async () => {
      files(config, credentials);
      const session = await open({ profile: 'plain' });
      const client = session.client(QuickSightClient, 'QuickSight', 'us-east-1');
      assert.equal(await client.config.region(), 'us-east-1');
      assert.notEqual(client, session.client(QuickSightClient, 'QuickSight'));
      assert.equal(client, session.client(QuickSightClient, 'QuickSight', 'us-east-1'));
    });
  });

  it('reads the files anew: keys, region, endpoint and profiles', async () => {
    files('[profile p]\nregion = eu-west-1\nendpoint_url = http://one.test:1\n', keysOf('p'));
    const before = await open({ profile: 'p' });
    assert.deepEqual([before.region, before.endpoint, await keyOf(before)], ['eu-west-1', 'http://one.test:1', 'AKIAPXXXXXXXXXXXXXXX']);
    files('[profile p]\nregion = eu-west-2\nendpoint_url = http://two.test:2\n', keysOf('p').replace('AKIAP', 'AKIAQ'));
    const now = await open({ profile: 'p' });
    assert.deepEqual([now.region, now.endpoint, await keyOf(now)], ['eu-west-2', 'http://two.test:2', 'AKIAQXXXXXXXXXXXXXXX']);
    files('[profile q]\nregion = eu-west-1\n');
    assert.equal(await problem({ profile: 'p' }), 'unknownProfile p');
  });

  it('knows the partition of its region', async () => {
    files('', keysOf('p'));
    const partitionOf = async (region: string) => (await open({ profile: 'p', region })).partition;
    const named = async (region: string) => {
      const { name, dnsSuffix } = await partitionOf(region);
      return [name, dnsSuffix];
    };
    assert.deepEqual(await named('eu-west-1'), ['aws', 'amazonaws.com']);
    assert.deepEqual(await named('cn-north-1'), ['aws-cn', 'amazonaws.com.cn']);
    assert.deepEqual(await named('us-gov-west-1'), ['aws-us-gov', 'amazonaws.com']);
    assert.equal((await partitionOf('eu-west-99')).name, 'aws');
  });

  describe('gets credentials', () => {
    /** The hosts that were looked up, while nothing is found. */
    async function lookedUp(choice: SessionChoice): Promise<string[]> {
      const hosts: string[] = [];
      const { lookup } = dns;
      const none = (host: string, _options: unknown, callback: (error: Error) => void) => {
        hosts.push(host);
        callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
      };
      dns.lookup = none as unknown as typeof lookup;
      try {
        const session = await open(choice);
        const client = session.client(STSClient, 'STS');
        await failureOf(client.config.credentials());
      } finally {
        dns.lookup = lookup;
      }
      return [...new Set(hosts)];
    }
    const home = process.env.HOME;
    beforeEach(() => {
      process.env.HOME = dir;
      process.env.AWS_MAX_ATTEMPTS = '1';
    });
    afterEach(() => {
      process.env.HOME = home;
    });

    it('of IAM Identity Center from its own region, whatever region is worked in', async () => {
      const token = { accessToken: 'token', expiresAt: new Date(Date.now() + 3_600_000).toISOString(), region: 'us-east-1', startUrl: 'https://example.awsapps.com/start' };
      mkdirSync(path.join(dir, '.aws', 'sso', 'cache'), { recursive: true });
      writeFileSync(path.join(dir, '.aws', 'sso', 'cache', `${createHash('sha1').update('corp').digest('hex')}.json`), JSON.stringify(token));
      files('[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = R\nregion = eu-west-1\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n');
      assert.deepEqual(await lookedUp({ profile: 'sso' }), ['portal.sso.us-east-1.amazonaws.com']);
      assert.deepEqual(await lookedUp({ profile: 'sso', region: 'ap-south-1' }), ['portal.sso.us-east-1.amazonaws.com']);
    });

    it("of a role from STS in the session's region", async () => {
      files('[profile role]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = keys\n', keysOf('keys'));
      assert.deepEqual(await lookedUp({ profile: 'role', region: 'ap-south-1' }), ['sts.ap-south-1.amazonaws.com']);
    });

    it("of a role from AWS's own STS where default has an endpoint and the role has none", async () => {
      files('[default]\nregion = eu-west-1\nendpoint_url = http://default.test:1\n[profile role]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = keys\nregion = eu-west-1\n', keysOf('keys'));
      assert.deepEqual(await lookedUp({ profile: 'role' }), ['sts.eu-west-1.amazonaws.com']);
    });

    it("of a role from the role's own endpoint", async () => {
      files('[profile role]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = keys\nregion = eu-west-1\nendpoint_url = http://role.test:2\n', keysOf('keys'));
      assert.deepEqual(await lookedUp({ profile: 'role' }), ['role.test']);
    });
  });

  it('tells the kinds of profiles apart', async () => {
    files(
      [
        '[default]\nregion = eu-west-1',
        '[profile role]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = keys\nregion = eu-west-2',
        '[profile web]\nrole_arn = arn:aws:iam::123456789012:role/R\nweb_identity_token_file = /tmp/t',
        '[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = R',
        '[profile old-sso]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1',
        '[profile tool]\ncredential_process = /bin/tool',
        '[profile console]\nlogin_session = arn:aws:iam::123456789012:user/ana',
        '[sso-session corp]\nsso_region = eu-west-1',
        '[services local]\nsts =\n  endpoint_url = http://localhost:1',
      ].join('\n'),
      keysOf('keys'),
    );
    assert.deepEqual(
      [...(await loadProfiles()).values()].map(({ name, kind, region }) => [name, kind, region]).sort(),
      [
        ['console', 'login', undefined],
        ['default', 'settingsOnly', 'eu-west-1'],
        ['keys', 'accessKey', undefined],
        ['old-sso', 'identityCenter', undefined],
        ['role', 'assumeRole', 'eu-west-2'],
        ['sso', 'identityCenter', undefined],
        ['tool', 'process', undefined],
        ['web', 'webIdentity', undefined],
      ],
    );
  });
});

describe('Session', () => {
  const aws = useAws();

  it('aborts what is in flight when it ends, and remembers nothing', async () => {
    const session = await aws.open();
    await callerIdentity(session);
    const held = aws.emulator.hold('ListDashboards');
    const listing = failureOf(listDashboards(session));
    await held.arrived;
    assert.deepEqual([session.ended, session.signal.aborted], [false, false]);
    session.end();
    // The emulator still holds its answer: what comes is the abort.
    const error = await listing;
    held.release();
    assert.equal(error.name, 'AbortError');
    assert.equal(explain(error, { profile: 'demo' }).kind, 'cancelled');
    assert.deepEqual([session.ended, session.signal.aborted], [true, true]);
    let asked = 0;
    await session.once(callerIdentity, () => Promise.resolve(asked++));
    assert.equal(asked, 1, 'the answer of before was kept');
  });

  it('asks AWS nothing after its end', async () => {
    const session = await aws.open();
    session.end();
    assert.equal((await failureOf(callerIdentity(session))).name, 'AbortError');
    assert.equal((await failureOf(listDomains(session))).name, 'AbortError');
    assert.deepEqual(aws.asked(), []);
  });

  it('ends twice without harm', async () => {
    const session = await aws.open();
    session.end();
    session.end();
    assert.ok(session.ended);
  });

  it('asks once for what is asked once, however many ask', async () => {
    const session = await aws.open();
    const [one, two] = await Promise.all([callerIdentity(session), callerIdentity(session)]);
    assert.deepEqual(one, { accountId: aws.emulator.accountId, arn: aws.emulator.identities.author.arn });
    assert.equal(one, two);
    await callerIdentity(session);
    assert.deepEqual(aws.asked(), ['GetCallerIdentity']);
  });

  it('keeps no failure', async () => {
    const session = await aws.open();
    aws.emulator.fail('GetCallerIdentity', { code: 'AccessDenied', message: 'Not now', status: 403 }, 1);
    assert.equal((await failureOf(callerIdentity(session))).name, 'AccessDenied');
    assert.equal((await callerIdentity(session)).accountId, aws.emulator.accountId);
  });

  it('remembers by key', async () => {
    const session = await aws.open();
    assert.equal(await session.once('a', () => Promise.resolve(1)), 1);
    assert.equal(await session.once('a', () => Promise.resolve(2)), 1);
    assert.equal(await session.once('b', () => Promise.resolve(3)), 3);
  });

  it('forgets nothing of another session', async () => {
    const [one, two] = [await aws.open(), await aws.openAs('sandbox')];
    assert.notEqual((await callerIdentity(one)).accountId, (await callerIdentity(two)).accountId);
    one.end();
    await callerIdentity(two);
    assert.deepEqual(aws.asked(), ['GetCallerIdentity', 'GetCallerIdentity']);
  });

  describe('reports each call', () => {
    it('that was answered', async () => {
      const session = await aws.open();
      await listDashboards(session);
      const [identity, list] = aws.reports;
      assert.deepEqual([identity!.service, identity!.operation, identity!.region], ['STS', 'GetCallerIdentity', 'eu-west-1']);
      assert.deepEqual([list!.service, list!.operation, list!.region, list!.httpStatus, list!.attempts, list!.error], ['QuickSight', 'ListDashboards', 'eu-west-1', 200, 1, undefined]);
      for (const { requestId, milliseconds } of aws.reports) {
        assert.match(requestId!, /^[0-9a-f-]{36}$/);
        assert.ok(milliseconds > 0 && milliseconds < 10_000);
      }
    });

    it('in the region it went to', async () => {
      await quickSightUser(await aws.open());
      assert.deepEqual(aws.reports.map(({ operation, region, httpStatus }) => [operation, region, httpStatus]), [
        ['GetCallerIdentity', 'eu-west-1', 200],
        ['DescribeUser', 'eu-west-1', 401],
        ['DescribeUser', 'us-east-1', 200],
      ]);
    });

    it('that was refused, with its request id', async () => {
      const session = await aws.open();
      aws.emulator.fail('ListDomains', { code: 'AccessDeniedException', message: 'No' });
      const error = await failureOf(listDomains(session));
      const [report] = aws.reports;
      assert.deepEqual([report!.operation, report!.httpStatus, report!.error], ['ListDomains', 400, error]);
      assert.match(report!.requestId!, /^[0-9a-f-]{36}$/);
    });

    it('that was tried again, once', async () => {
      const session = await aws.open();
      aws.emulator.fail('ListDomains', { code: 'ThrottlingException', message: 'Rate exceeded' }, 1);
      await listDomains(session);
      assert.deepEqual(aws.reports.filter(({ operation }) => operation === 'ListDomains').map(({ attempts, error }) => [attempts, error]), [[2, undefined]]);
    });
  });

  it('gives away no URL, key or token in reports and errors', async () => {
    const errors: unknown[] = [];
    const all: CallReport[] = [];
    const keep = (error: unknown) => errors.push(error);
    for (const identity of ['author', 'viewer', 'contractor', 'sandbox'] as const) {
      const session = await aws.openAs(identity);
      const dashboards = await listDashboards(session).catch(keep);
      await listAnalyses(session).catch(keep);
      const domains = await listDomains(session).catch(keep);
      const [dashboard] = typeof dashboards === 'object' ? dashboards.items : [];
      const [domain] = typeof domains === 'object' ? domains.items : [];
      await mintDashboardUrl(session, dashboard ?? { id: 'none', name: 'None', publishedVersion: 1 }, ['http://localhost:8080']).catch(keep);
      await mintConsoleUrl(session, '/start', []).catch(keep);
      if (domain) await mintStudioUrl(session, { domain, userProfile: 'ana-lopez' }).catch(keep);
      if (domain) await mintStudioUrl(session, { domain, userProfile: 'nobody' }).catch(keep);
    }
    await callerIdentity(await aws.open({ profile: 'demo-wrong-key' })).catch(keep);
    all.push(...aws.reports);
    assert.ok(all.length > 20 && errors.length > 5 && aws.emulator.minted.length >= 5, `${all.length} ${errors.length} ${aws.emulator.minted.length}`);

    const written = [JSON.stringify(all), ...all.map(({ error }) => inspect(error)), ...errors.flatMap((error) => [JSON.stringify(error), String(error), (error as Error).message, (error as Error).stack])].join('\n');
    const secrets = aws.emulator.minted.flatMap(({ url }) => secretsOf(url));
    for (const { secretAccessKey, sessionToken } of Object.values(aws.emulator.identities)) secrets.push(secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken]));
    for (const secret of secrets) assert.ok(!written.includes(secret), secret);
    assert.doesNotMatch(written, /\b(AKIA|ASIA)[A-Z0-9]{16}\b/);
  });
});
