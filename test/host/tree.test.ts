// The tree, as VS Code asks for it: which rows there are, what was asked of AWS for them, and what becomes of late answers.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';
import { Sessions } from '../../src/sessions.ts';
import type { Group, Node } from '../../src/tree/nodes.ts';
import { ResourceTree } from '../../src/tree/provider.ts';
import { setSetting, startDemoAccount, type DemoAccount } from './support.ts';

describe('the tree', () => {
  let account: DemoAccount;
  let sessions: Sessions;
  let tree: ResourceTree;

  before(async () => {
    account = await startDemoAccount({ dashboards: 250 });
  });
  after(() => account.end());

  beforeEach(() => {
    account.calls();
    sessions = new Sessions();
    tree = new ResourceTree(sessions);
  });
  afterEach(async () => {
    account.emulator.unfail();
    sessions.dispose();
    await setSetting('profile', undefined);
    await setSetting('region', undefined);
  });

  const roots = async () => (await tree.getChildren()) as Group[];
  const rootOf = async (group: Group['group']) => {
    const found = (await roots()).find((node) => node.group === group);
    assert.ok(found, `no group ${group}`);
    return found;
  };
  const labels = (nodes: Node[]) => nodes.map((node) => tree.getTreeItem(node).label as string);
  const item = (nodes: Node[], label: string): vscode.TreeItem => tree.getTreeItem(nodeNamed(nodes, label));
  const nodeNamed = (nodes: Node[], label: string): Node => {
    const found = nodes.find((node) => tree.getTreeItem(node).label === label);
    assert.ok(found, `no row ${label} among ${labels(nodes).join(', ')}`);
    return found;
  };

  it('has three groups, and asks for none of their items before they are opened', async () => {
    assert.deepEqual(labels(await roots()), ['Dashboards', 'Analyses', 'Studio domains']);
    assert.deepEqual(
      account.calls().filter((operation) => operation !== 'GetCallerIdentity'),
      [],
    );
  });

  it('reads a page of 100 with one request, and the next ones one by one', async () => {
    const dashboards = await rootOf('dashboards');
    const first = await tree.getChildren(dashboards);
    assert.equal(first.length, 101);
    assert.equal(tree.getTreeItem(first[100]!).label, 'Load more…');
    assert.deepEqual(account.calls(), ['GetCallerIdentity', 'ListDashboards']);

    const firstNew = await tree.loadMore(dashboards);
    assert.deepEqual(account.calls(), ['ListDashboards']);
    const second = await tree.getChildren(dashboards);
    assert.equal(second.length, 201);
    assert.ok(firstNew);
    assert.equal(tree.getTreeItem(firstNew).id, tree.getTreeItem(second[100]!).id);

    await Promise.all([tree.loadMore(dashboards), tree.loadMore(dashboards)]);
    assert.deepEqual(account.calls(), ['ListDashboards']);
    const all = await tree.getChildren(dashboards);
    assert.equal(all.length, 250);
    assert.equal(new Set(all.map((node) => tree.getTreeItem(node).id)).size, 250);
  });

  it('shows the row that loads as loading', async () => {
    const dashboards = await rootOf('dashboards');
    await tree.getChildren(dashboards);
    const held = account.emulator.hold('ListDashboards');
    const loading = tree.loadMore(dashboards);
    await held.arrived;
    const row = tree.getTreeItem((await tree.getChildren(dashboards)).at(-1)!);
    assert.equal(row.label, 'Loading…');
    assert.equal(row.command, undefined);
    held.release();
    await loading;
  });

  it('leaves deleted analyses out and tells the others apart', async () => {
    const analyses = await tree.getChildren(await rootOf('analyses'));
    assert.ok(analyses.length > 5);
    assert.equal(analyses.filter((node) => node.kind === 'resource' && node.resource.kind === 'analysis' && node.resource.status === 'DELETED').length, 0);
    assert.equal(item(analyses, 'Returns by weather').description, 'creation failed');
    assert.equal((item(analyses, 'Returns by weather').iconPath as vscode.ThemeIcon).color?.id, 'list.errorForeground');
  });

  it('says what an unpublished dashboard is', async () => {
    const row = item(await tree.getChildren(await rootOf('dashboards')), 'Q3 Board Pack');
    assert.equal(row.description, 'not published');
  });

  it('shows every domain, also one that may not be described', async () => {
    const domains = await tree.getChildren(await rootOf('domains'));
    assert.equal(item(domains, 'data-science').description, 'IAM');
    assert.equal(item(domains, 'research').description, 'SSO');
    assert.equal(item(domains, 'ml-sandbox').description, 'IAM · failed');
    assert.equal(item(domains, 'finance-restricted').description, 'no details');
  });

  it('opens a domain into user profiles and spaces, each read when it is opened', async () => {
    const domains = await tree.getChildren(await rootOf('domains'));
    account.calls();
    const [profiles, spaces] = await tree.getChildren(nodeNamed(domains, 'data-science'));
    assert.deepEqual(account.calls(), []);
    assert.ok(labels(await tree.getChildren(profiles)).includes('ana-lopez'));
    assert.deepEqual(account.calls(), ['ListUserProfiles']);
    const rows = await tree.getChildren(spaces);
    assert.equal(item(rows, 'Churn model').description, 'shared · JupyterLab');
    assert.deepEqual(account.calls(), ['ListSpaces']);
  });

  it('keeps what came when a later page fails, says why, and goes on from there', async () => {
    const dashboards = await rootOf('dashboards');
    await tree.getChildren(dashboards);
    account.emulator.fail('ListDashboards', { code: 'AccessDeniedException', message: 'User: arn:aws:iam::111122223333:user/x is not authorized to perform: quicksight:ListDashboards' }, 1);
    await tree.loadMore(dashboards);
    const rows = await tree.getChildren(dashboards);
    assert.equal(rows.length, 101);
    const failed = rows[100]!;
    assert.equal(tree.getTreeItem(failed).label, 'Not allowed: quicksight:ListDashboards');
    assert.equal(tree.getTreeItem(failed).command?.command, 'quickstudio.retry');
    await tree.loadMore(dashboards);
    assert.equal((await tree.getChildren(dashboards)).length, 201);
  });

  it('keeps the neighbours of a group that fails', async () => {
    account.emulator.fail('ListDashboards', { code: 'InternalFailureException', message: 'Something broke.', status: 500 });
    const failed = await tree.getChildren(await rootOf('dashboards'));
    assert.deepEqual(
      failed.map(({ kind }) => kind),
      ['failed'],
    );
    assert.ok((await tree.getChildren(await rootOf('analyses'))).length > 5);
    account.emulator.unfail('ListDashboards');
    const dashboards = await rootOf('dashboards');
    tree.refresh(dashboards);
    assert.equal((await tree.getChildren(dashboards)).length, 101);
  });

  it('calls an account without QuickSight by its name, and not an error', async () => {
    await setSetting('profile', 'demo-sandbox');
    const rows = await tree.getChildren(await rootOf('dashboards'));
    assert.deepEqual(labels(rows), ['No QuickSight in eu-west-1']);
    assert.equal((tree.getTreeItem(rows[0]!).iconPath as vscode.ThemeIcon).id, 'info');
    assert.deepEqual(labels(await tree.getChildren(await rootOf('domains'))), ['No Studio domains in this region']);
  });

  it('drops an answer that belongs to the session before', async () => {
    const held = account.emulator.hold('ListDashboards');
    const stale = tree.getChildren(await rootOf('dashboards'));
    await held.arrived;
    await setSetting('profile', 'demo-viewer');
    const dashboards = await rootOf('dashboards'); // the new session's
    held.release();
    assert.deepEqual(await stale, []);
    const fresh = await tree.getChildren(dashboards);
    assert.equal(fresh.length, 101);
    const viewer = account.emulator.identities.viewer.accessKeyId;
    assert.equal(account.emulator.requests.at(-1)?.accessKeyId, viewer);
    assert.equal(sessions.live?.profile.label, 'demo-viewer');
  });

  it('is empty without a region, and full once one is chosen', async () => {
    await setSetting('profile', 'demo-no-region');
    assert.deepEqual(await roots(), []);
    assert.equal(sessions.state.kind === 'failed' && sessions.state.explanation.kind, 'noRegion');
    assert.deepEqual(account.calls(), []);
    await setSetting('region', account.emulator.region);
    assert.equal((await roots()).length, 3);
  });

  it('is empty with a profile that is in no file, and full once it is', async () => {
    await setSetting('profile', 'typo');
    assert.deepEqual(await roots(), []);
    assert.equal(sessions.state.kind === 'failed' && sessions.state.explanation.kind, 'unknownProfile');
    const config = path.join(account.dir, 'config');
    const credentials = path.join(account.dir, 'credentials');
    const [configBefore, credentialsBefore] = [readFileSync(config, 'utf8'), readFileSync(credentials, 'utf8')];
    writeFileSync(config, configBefore.replace('[profile demo]', '[profile typo]'));
    writeFileSync(credentials, credentialsBefore.replace('[demo]', '[typo]'));
    try {
      sessions.reset();
      assert.equal((await roots()).length, 3);
      await untilKnown(sessions);
    } finally {
      writeFileSync(config, configBefore);
      writeFileSync(credentials, credentialsBefore);
    }
  });

  it('is empty with a wrong key, and full once it is mended, in the same window', async () => {
    await setSetting('profile', 'demo-wrong-key');
    await roots();
    await untilKnown(sessions);
    assert.equal(sessions.state.kind === 'failed' && sessions.state.explanation.kind, 'rejectedKey');
    assert.deepEqual(await roots(), []);
    const credentials = path.join(account.dir, 'credentials');
    const before = readFileSync(credentials, 'utf8');
    writeFileSync(credentials, before.replace(/(\[demo-wrong-key\][^[]*aws_secret_access_key = )\S+/, `$1${account.emulator.secretAccessKey}`));
    try {
      sessions.reset();
      assert.equal((await tree.getChildren(await rootOf('dashboards'))).length, 101);
    } finally {
      writeFileSync(credentials, before);
    }
  });

  it('asks once for a first page that failed, and once for each retry', async () => {
    account.emulator.fail('ListDashboards', { code: 'InvalidNextTokenException', message: 'No such page.', status: 400 });
    const dashboards = await rootOf('dashboards');
    await tree.getChildren(dashboards);
    account.calls();
    // VS Code asks for the rows again at each change.
    const listening = tree.onDidChangeTreeData((node) => node && void tree.getChildren(node));
    await tree.loadMore(dashboards);
    await tree.getChildren(dashboards);
    listening.dispose();
    assert.deepEqual(account.calls(), ['ListDashboards']);
  });

  it('gives no row of a group that was refreshed while more was loading', async () => {
    const dashboards = await rootOf('dashboards');
    await tree.getChildren(dashboards);
    const held = account.emulator.hold('ListDashboards');
    const loading = tree.loadMore(dashboards);
    await held.arrived;
    tree.refresh(dashboards);
    held.release();
    assert.equal(await loading, undefined);
    assert.equal((await tree.getChildren(dashboards)).length, 101);
  });

  it('reads what is in the domains anew, too, when these are refreshed', async () => {
    const domainsGroup = await rootOf('domains');
    const [profiles] = await tree.getChildren(nodeNamed(await tree.getChildren(domainsGroup), 'data-science'));
    await tree.getChildren(profiles);
    tree.refresh(domainsGroup);
    account.calls();
    await tree.getChildren(profiles);
    assert.deepEqual(account.calls(), ['ListUserProfiles']);
  });

  it('comes back by itself when something else opened the session again', async () => {
    await setSetting('profile', 'demo-wrong-key');
    await roots();
    await untilKnown(sessions);
    assert.deepEqual(await roots(), []);
    const credentials = path.join(account.dir, 'credentials');
    const before = readFileSync(credentials, 'utf8');
    writeFileSync(credentials, before.replace(/(\[demo-wrong-key\][^[]*aws_secret_access_key = )\S+/, `$1${account.emulator.secretAccessKey}`));
    try {
      const redrawn = new Promise((resolve) => tree.onDidChangeTreeData(resolve));
      await sessions.get(); // a command, for one
      assert.equal(await redrawn, undefined);
      assert.equal((await roots()).length, 3);
    } finally {
      writeFileSync(credentials, before);
    }
  });

  it('comes to rest where AWS goes on refusing one service', async () => {
    account.emulator.fail('ListDashboards', { code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.', status: 403 });
    // As VS Code does: all that is open is read again whenever the tree says so.
    const [dashboards, , domains] = await roots();
    const drawAll = async () => {
      await tree.getChildren(dashboards);
      const [profiles] = await tree.getChildren(nodeNamed(await tree.getChildren(domains), 'data-science'));
      await tree.getChildren(profiles);
    };
    let redrawn = 0;
    const listening = tree.onDidChangeTreeData(() => {
      if (redrawn++ < 20) void roots().then(drawAll);
    });
    await drawAll();
    await drawAll();
    listening.dispose();
    assert.equal(redrawn, 0);
    assert.equal(account.calls().filter((operation) => operation === 'GetCallerIdentity').length, 1);
  });

  it('resolves tooltips with what a person wants to know, as text', async () => {
    const rows = await tree.getChildren(await rootOf('dashboards'));
    const node = nodeNamed(rows, 'Price Tests <autumn>');
    const tooltip = tree.resolveTreeItem(tree.getTreeItem(node), node).tooltip as vscode.MarkdownString;
    assert.match(tooltip.value, /Published version/);
    assert.doesNotMatch(tooltip.value, /<autumn>/);
    assert.equal(tooltip.isTrusted, undefined);
  });
});

/** Resolves when the session in use knows its caller, or failed. */
async function untilKnown(sessions: Sessions): Promise<void> {
  const isKnown = () => sessions.state.kind === 'failed' || (sessions.state.kind === 'open' && sessions.state.identity !== undefined);
  if (isKnown()) return;
  await new Promise<void>((resolve) => {
    const listening = sessions.onDidChange(() => {
      if (!isKnown()) return;
      listening.dispose();
      resolve();
    });
  });
}
