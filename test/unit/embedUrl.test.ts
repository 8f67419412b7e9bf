import assert from 'node:assert/strict';
import type { Session } from '../../src/aws/session.ts';
import { explain } from '../../src/errors.ts';
import type { MintedUrl } from '../../src/mintedUrl.ts';
import { isFramable, mint, openingKey, openingKind, openingName, type Opening } from '../../src/preview/openings.ts';
import { allowedDomains, mintConsoleUrl, mintDashboardUrl } from '../../src/quicksight/embedUrl.ts';
import { listAnalyses, listDashboards } from '../../src/quicksight/lists.ts';
import { listDomains, listSpaces } from '../../src/sagemaker/lists.ts';
import { failureOf, useAws } from './support/aws.ts';

describe('mintDashboardUrl and mintConsoleUrl', () => {
  const aws = useAws();
  const minting = () => aws.emulator.requests.filter(({ operation }) => operation.includes('EmbedUrl'));
  const dashboardOf = async (session: Session) => (await listDashboards(session)).items.find(({ name }) => name === 'Weekly Sales Review')!;
  const last = () => aws.emulator.minted.at(-1)!;

  function assertIsLast({ url, operation, mintedAt, expiresAt, singleUse }: MintedUrl): void {
    assert.equal(url.reveal(), last().url);
    assert.equal(operation, last().operation);
    assert.equal(expiresAt!.getTime() - mintedAt.getTime(), 300_000);
    assert.ok(Math.abs(mintedAt.getTime() - Date.now()) < 5000);
    assert.equal(singleUse, true);
  }

  it('the author: GenerateEmbedUrlForRegisteredUser, since the user is known', async () => {
    const session = await aws.open();
    const dashboard = await dashboardOf(session);
    const minted = await mintDashboardUrl(session, dashboard, ['https://code.example.net:8443', 'http://localhost:8080']);
    assertIsLast(minted);
    assert.deepEqual([minted.operation, minted.as, minted.why], ['GenerateEmbedUrlForRegisteredUser', 'ana.lopez', 'ana.lopez is a QuickSight user (ADMIN)']);
    assert.deepEqual(minted.framing, { by: 'allowedDomains', domains: ['https://code.example.net:8443', 'http://localhost:8080'] });
    const [request] = minting();
    assert.equal(request!.region, 'eu-west-1');
    assert.deepEqual(JSON.parse(request!.body), {
      UserArn: `arn:aws:quicksight:us-east-1:${aws.emulator.accountId}:user/default/ana.lopez`,
      ExperienceConfiguration: { Dashboard: { InitialDashboardId: dashboard.id } },
      AllowedDomains: ['https://code.example.net:8443', 'http://localhost:8080'],
    });
  });

  it('without a frame: no AllowedDomains at all', async () => {
    const session = await aws.open();
    const minted = await mintConsoleUrl(session, '/start/favorites', []);
    assertIsLast(minted);
    assert.deepEqual(minted.framing, { by: 'accountList' });
    assert.deepEqual(JSON.parse(minting()[0]!.body), {
      UserArn: `arn:aws:quicksight:us-east-1:${aws.emulator.accountId}:user/default/ana.lopez`,
      ExperienceConfiguration: { QuickSightConsole: { InitialPath: '/start/favorites' } },
    });
  });

  it('the viewer, whose user may not be looked up: GetDashboardEmbedUrl', async () => {
    const session = await aws.openAs('viewer');
    const minted = await mintDashboardUrl(session, await dashboardOf(session), ['http://localhost:8080']);
    assertIsLast(minted);
    assert.deepEqual([minted.operation, minted.why, minted.as, minted.framing], ['GetDashboardEmbedUrl', 'IAM does not allow quicksight:DescribeUser', 'kim.novak', { by: 'accountList' }]);
    assert.deepEqual(minting().map(({ operation, query }) => [operation, query]), [['GetDashboardEmbedUrl', { 'creds-type': 'IAM' }]]);
  });

  it('the viewer, who is a reader: the console is refused, and it is said why', async () => {
    const session = await aws.openAs('viewer');
    const error = await failureOf(mintConsoleUrl(session, '/start', []));
    assert.deepEqual(minting().map(({ operation }) => operation), ['GetSessionEmbedUrl']);
    const explanation = explain(error, { profile: 'demo-viewer', region: 'eu-west-1' });
    assert.equal(explanation.kind, 'edition');
    assert.match(explanation.help, /READER/);
  });

  it('the contractor, who is no QuickSight user', async () => {
    const session = await aws.openAs('contractor');
    const error = await failureOf(mintDashboardUrl(session, await dashboardOf(session), []));
    const explanation = explain(error, { profile: 'demo-contractor', region: 'eu-west-1' });
    assert.equal(explanation.kind, 'noQuickSightUser');
    assert.match(explanation.help, /arn:aws:quicksight:us-east-1:\d{12}:user\/default\/ContractorAccess\/lee\.park/);
  });

  it('the sandbox, where there is no QuickSight', async () => {
    const session = await aws.openAs('sandbox');
    for (const attempt of [mintDashboardUrl(session, { id: 'any', name: 'Any', publishedVersion: 1 }, []), mintConsoleUrl(session, '/start', [])]) {
      assert.equal(explain(await failureOf(attempt), { profile: 'demo-sandbox', region: 'eu-west-1' }).kind, 'noQuickSight');
    }
  });

  describe('where IAM denies GenerateEmbedUrlForRegisteredUser', () => {
    const deny = () => {
      const { author, accountId } = { author: aws.emulator.identities.author, accountId: aws.emulator.accountId };
      aws.emulator.fail('GenerateEmbedUrlForRegisteredUser', {
        code: 'AccessDeniedException',
        message: `User: ${author.arn} is not authorized to perform: quicksight:GenerateEmbedUrlForRegisteredUser on resource: arn:aws:quicksight:us-east-1:${accountId}:user/default/ana.lopez because no identity-based policy allows the quicksight:GenerateEmbedUrlForRegisteredUser action`,
        status: 401,
      });
    };

    it('falls back, and does not ask it again in that session', async () => {
      const session = await aws.open();
      const dashboard = await dashboardOf(session);
      deny();
      const first = await mintDashboardUrl(session, dashboard, ['http://localhost:8080']);
      assertIsLast(first);
      assert.deepEqual([first.operation, first.why, first.as, first.framing], ['GetDashboardEmbedUrl', 'IAM does not allow quicksight:GenerateEmbedUrlForRegisteredUser', 'ana.lopez', { by: 'accountList' }]);
      await mintDashboardUrl(session, dashboard, []);
      await mintConsoleUrl(session, '/start', []);
      assert.deepEqual(minting().map(({ operation }) => operation), ['GenerateEmbedUrlForRegisteredUser', 'GetDashboardEmbedUrl', 'GetDashboardEmbedUrl', 'GetSessionEmbedUrl']);
    });

    it('asks it in the next session', async () => {
      const session = await aws.open();
      const dashboard = await dashboardOf(session);
      deny();
      await mintDashboardUrl(session, dashboard, []);
      aws.emulator.unfail();
      assert.equal((await mintDashboardUrl(await aws.open(), dashboard, [])).operation, 'GenerateEmbedUrlForRegisteredUser');
    });
  });

  it('asks nothing for a dashboard that was never published, and says so', async () => {
    const session = await aws.open();
    const draft = (await listDashboards(session)).items.find(({ publishedVersion }) => publishedVersion === undefined)!;
    const explanation = explain(await failureOf(mintDashboardUrl(session, draft, [])), { profile: 'demo', region: 'eu-west-1' });
    assert.deepEqual([explanation.kind, explanation.problem], ['neverPublished', `${draft.name} was never published, so there is nothing to show.`]);
    assert.deepEqual(minting(), []);
  });

  it('does not fall back where the answer is another, such as a dashboard that is gone', async () => {
    const session = await aws.open();
    const error = await failureOf(mintDashboardUrl(session, { id: 'gone', name: 'Gone', publishedVersion: 3 }, []));
    assert.equal(explain(error, { profile: 'demo', region: 'eu-west-1' }).kind, 'gone');
    assert.deepEqual(minting().map(({ operation }) => operation), ['GenerateEmbedUrlForRegisteredUser']);
  });

  it('mints a new URL each time', async () => {
    const session = await aws.open();
    const dashboard = await dashboardOf(session);
    const urls = [];
    for (let time = 0; time < 3; time++) urls.push((await mintDashboardUrl(session, dashboard, [])).url.reveal());
    assert.equal(new Set(urls).size, 3);
    assert.equal(minting().length, 3);
  });

  it('mints nothing for a session that ended', async () => {
    const session = await aws.open();
    const dashboard = await dashboardOf(session);
    const held = aws.emulator.hold('GenerateEmbedUrlForRegisteredUser');
    const minting = failureOf(mintDashboardUrl(session, dashboard, []));
    await held.arrived;
    session.end();
    assert.equal((await minting).name, 'AbortError');
    held.release();
  });

  describe('mint', () => {
    it('opens an analysis in the console, at /analyses/ID', async () => {
      const session = await aws.open();
      const analysis = (await listAnalyses(session)).items[0]!;
      assertIsLast(await mint(session, analysis, ['http://localhost:8080']));
      assert.deepEqual((JSON.parse(minting()[0]!.body) as { ExperienceConfiguration: unknown }).ExperienceConfiguration, { QuickSightConsole: { InitialPath: `/analyses/${analysis.id}` } });
      const page = await fetch(last().url);
      assert.equal(page.status, 200);
      assert.match(await page.text(), new RegExp(analysis.name));
    });

    it('opens an analysis by GetSessionEmbedUrl where the user is not known', async () => {
      const session = await aws.open();
      const analysis = (await listAnalyses(session)).items[0]!;
      aws.emulator.fail('DescribeUser', { code: 'AccessDeniedException', message: 'No', status: 401 });
      assertIsLast(await mint(session, analysis));
      assert.deepEqual(minting().map(({ operation, query }) => [operation, query]), [['GetSessionEmbedUrl', { 'entry-point': `/analyses/${analysis.id}` }]]);
    });

    it('opens dashboards, the console and Studio', async () => {
      const session = await aws.open();
      const dashboard = await dashboardOf(session);
      const [domain] = (await listDomains(session)).items;
      const openings: [Opening, string][] = [
        [dashboard, 'GenerateEmbedUrlForRegisteredUser'],
        [{ kind: 'console', entryPoint: '/start/analyses', name: 'Analyses' }, 'GenerateEmbedUrlForRegisteredUser'],
        [{ kind: 'studio', domain: domain!, userProfile: 'ana-lopez' }, 'CreatePresignedDomainUrl'],
      ];
      for (const [opening, operation] of openings) {
        const minted = await mint(session, opening);
        assert.deepEqual([minted.operation, minted.url.reveal()], [operation, last().url]);
      }
    });
  });

  it('tells openings apart, and names them', async () => {
    const session = await aws.open();
    const [dashboard] = (await listDashboards(session)).items;
    const [analysis] = (await listAnalyses(session)).items;
    const [domain] = (await listDomains(session)).items;
    const [space] = (await listSpaces(session, domain!)).items;
    const openings: [Opening, string, string, boolean][] = [
      [dashboard!, dashboard!.name, 'dashboard', true],
      [analysis!, analysis!.name, 'analysis', true],
      [{ kind: 'console', entryPoint: '/start', name: 'QuickSight /start' }, 'QuickSight /start', 'QuickSight console', true],
      [{ kind: 'console', entryPoint: '/start/analyses', name: 'QuickSight' }, 'QuickSight', 'QuickSight console', true],
      [{ kind: 'console', entryPoint: `/dashboards/${dashboard!.id}`, name: dashboard!.name }, dashboard!.name, 'QuickSight console', true],
      [{ kind: 'studio', domain: domain!, userProfile: 'ana-lopez' }, 'data-science/ana-lopez', 'SageMaker Studio', false],
      [{ kind: 'studio', domain: domain!, userProfile: 'ana-lopez', space: space!.id }, `data-science/ana-lopez/${space!.id}`, 'SageMaker Studio', false],
      [{ kind: 'studio', domain: domain!, userProfile: '' }, 'data-science', 'SageMaker Studio', false],
    ];
    assert.equal(new Set(openings.map(([opening]) => openingKey(opening))).size, openings.length);
    for (const [opening, name, kind, framable] of openings) assert.deepEqual([openingName(opening), openingKind(opening), isFramable(opening)], [name, kind, framable]);
  });
});

describe('allowedDomains', () => {
  const cases: [what: string, origins: string[], domains: string[], refused: string[]][] = [
    ['https', ['https://code.example.com'], ['https://code.example.com'], []],
    ['https with a port', ['https://code.example.com:8443'], ['https://code.example.com:8443'], []],
    ['http on localhost, with its port', ['http://localhost:8080', 'http://localhost'], ['http://localhost:8080', 'http://localhost'], []],
    ['http elsewhere', ['http://code.example.com'], [], ['http://code.example.com']],
    ['localhost by number', ['http://127.0.0.1:8080'], [], ['http://127.0.0.1:8080']],
    ['an IP address over http', ['http://10.1.2.3'], [], ['http://10.1.2.3']],
    ['an IP address over https', ['https://10.1.2.3:8443'], [], ['https://10.1.2.3:8443']],
    ['an IPv6 address', ['https://[::1]:8443'], [], ['https://[::1]:8443']],
    ['a name that begins with localhost', ['http://localhost.example.com'], [], ['http://localhost.example.com']],
    ['a host that begins as an IP address does', ['https://10.1.2.3.example.com'], ['https://10.1.2.3.example.com'], []],
    ['a desktop webview', ['vscode-webview://0abc', 'vscode-file://vscode-app'], [], ['vscode-webview://0abc', 'vscode-file://vscode-app']],
    ['the opaque origin', ['null'], [], ['null']],
    ['what is no origin', ['', 'localhost'], [], ['', 'localhost']],
    ['duplicates once', ['http://localhost:8080', 'http://localhost:8080', 'https://a.example', 'http://localhost:8080'], ['http://localhost:8080', 'https://a.example'], []],
    ['three of four', ['https://a.example', 'https://b.example', 'https://c.example', 'https://d.example'], ['https://a.example', 'https://b.example', 'https://c.example'], ['https://d.example']],
    ['four of which two are one', ['https://a.example', 'https://a.example', 'https://b.example', 'https://c.example'], ['https://a.example', 'https://b.example', 'https://c.example'], []],
    ['none', [], [], []],
  ];
  for (const [what, origins, domains, refused] of cases) it(what, () => assert.deepEqual(allowedDomains(origins), { domains, refused }));
});
