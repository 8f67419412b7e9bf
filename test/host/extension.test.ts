// The extension as it is installed: what it does when it starts, what it registers, and what it refuses to be told.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { setSetting, startDemoAccount, type DemoAccount } from './support.ts';

interface Manifest {
  contributes: { commands: { command: string }[] };
}

describe('the extension', () => {
  let account: DemoAccount;
  let extension: vscode.Extension<unknown>;

  before(async () => {
    account = await startDemoAccount();
    const found = vscode.extensions.getExtension('quickstudio.quickstudio');
    assert.ok(found);
    extension = found;
  });
  after(() => account.end());

  it('asks AWS nothing when it activates, and awaits nothing', async () => {
    await extension.activate();
    assert.deepEqual(account.calls(), []);
  });

  it('registers every command of its manifest, and no other', async () => {
    await extension.activate();
    const declared = (extension.packageJSON as Manifest).contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter((command) => /^quickstudio\.(?!resources\.)[a-zA-Z]+$/.test(command)).sort();
    assert.deepEqual(registered, declared);
  });

  it('takes no profile and no region from a workspace', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const write = async (content: Record<string, string>) => {
      const changed = new Promise<void>((resolve) => {
        const listening = vscode.workspace.onDidChangeConfiguration((event) => {
          if (!event.affectsConfiguration('quickstudio.openIn')) return;
          listening.dispose();
          resolve();
        });
      });
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, '.vscode/settings.json'), Buffer.from(JSON.stringify(content)));
      await changed;
    };
    await write({ 'quickstudio.profile': 'demo-viewer', 'quickstudio.region': 'us-east-1', 'quickstudio.openIn': 'externalBrowser' });
    const settings = vscode.workspace.getConfiguration('quickstudio');
    assert.equal(settings.get('openIn'), 'externalBrowser', 'the file was read');
    assert.equal(settings.get('profile'), '');
    assert.equal(settings.get('region'), '');
    await write({});
  });

  it('copies the ARN and the ID of a tree row', async () => {
    const resource = { kind: 'dashboard', id: 'abc-1', arn: 'arn:aws:quicksight:eu-west-1:111122223333:dashboard/abc-1', name: 'Sales' };
    const node = { kind: 'resource', resource, parent: { kind: 'group', group: 'dashboards' } };
    await vscode.commands.executeCommand('quickstudio.copyArn', node);
    assert.equal(await vscode.env.clipboard.readText(), resource.arn);
    await vscode.commands.executeCommand('quickstudio.copyId', node);
    assert.equal(await vscode.env.clipboard.readText(), 'abc-1');
  });

  it('opens in the Integrated Browser, where there is one, exactly what was minted', async () => {
    const opened: unknown[] = [];
    const browser = vscode.commands.registerCommand('workbench.action.browser.open', (url: unknown) => void opened.push(url));
    try {
      await setSetting('openIn', 'integratedBrowser');
      const resource = { kind: 'dashboard', id: 'ec962de6-397d-4a30-96f9-3d39979f521f', arn: '', name: 'Weekly Sales Review', publishedVersion: 61 };
      await vscode.commands.executeCommand('quickstudio.open', { kind: 'resource', resource, parent: { kind: 'group', group: 'dashboards' } });
      assert.deepEqual(opened, [account.emulator.minted.at(-1)?.url]);
      assert.match(account.emulator.minted.at(-1)?.url ?? '', /\/embed\/.*\/dashboards\/ec962de6/);
    } finally {
      browser.dispose();
      await setSetting('openIn', undefined);
    }
  });

  it('copies a fresh URL each time, exactly as it was minted', async () => {
    const { emulator } = account;
    await setSetting('profile', undefined);
    const node = {
      kind: 'resource',
      resource: { kind: 'userProfile', id: 'ana-lopez', name: 'ana-lopez', arn: '', status: 'InService', domain: { kind: 'domain', id: 'd-h2k8vq4nfjel', name: 'data-science', details: { known: true, authMode: 'IAM' } } },
      parent: { kind: 'group', group: 'userProfiles' },
    };
    await vscode.commands.executeCommand('quickstudio.copyUrl', node);
    const first = await vscode.env.clipboard.readText();
    assert.equal(first, emulator.minted.at(-1)?.url);
    await vscode.commands.executeCommand('quickstudio.copyUrl', node);
    const second = await vscode.env.clipboard.readText();
    assert.equal(second, emulator.minted.at(-1)?.url);
    assert.notEqual(first, second);
  });
});
