// What goes wrong, what a person reads then, and that it works again once it is mended, in the same window.
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

/** Changes the AWS files for the time of a test. */
async function withAwsFile(awsDir: string, file: 'config' | 'credentials', change: (content: string) => string, work: () => Promise<void>): Promise<void> {
  const name = path.join(awsDir, file);
  const before = readFileSync(name, 'utf8');
  writeFileSync(name, change(before));
  try {
    await work();
  } finally {
    writeFileSync(name, before);
  }
}

/** A way to the emulator that can be cut and mended. */
class Wire {
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();
  port = 0;

  constructor(private readonly target: number) {}

  async mend(): Promise<void> {
    const server = createServer((socket) => {
      const upstream = connect(this.target, '127.0.0.1');
      for (const end of [socket, upstream]) {
        this.#sockets.add(end);
        end.on('error', () => undefined).on('close', () => this.#sockets.delete(end));
      }
      socket.pipe(upstream).pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

test('AWS stops answering half way, and comes back', async ({ workbench, emulator, awsDir }) => {
  const wire = new Wire(Number(new URL(emulator.endpoint).port));
  await wire.mend();
  await withAwsFile(awsDir, 'config', (config) => config.replaceAll(emulator.endpoint, `http://localhost:${wire.port}`), async () => {
    await workbench.openView('QuickStudio');
    await workbench.treeItem('Dashboards').click();
    await expect(workbench.treeItem('Executive Summary')).toBeVisible();

    await wire.cut();
    await workbench.treeItem('Analyses').click();
    const failed = workbench.treeItem(`Analyses could not be loaded. http://localhost:${wire.port}`);
    await expect(failed).toBeVisible();
    await workbench.treeItem('Executive Summary').click();
    await expect(workbench.webview().getByRole('alert')).toContainText('did not answer (ECONNREFUSED)');

    await wire.mend();
    await failed.click();
    await expect(workbench.treeItem('Inventory Health').first()).toBeVisible();
    await expect(failed).toBeHidden();
    await workbench.webview().getByRole('button', { name: 'Reload' }).click();
    await expect(workbench.webview().frameLocator('main iframe').getByRole('heading', { level: 1, name: 'Executive Summary' })).toBeVisible();
  });
  await wire.cut();
});

test.describe('a wrong key', () => {
  test.use({ profile: 'demo-wrong-key' });
  test('is told, and works once it is corrected', async ({ workbench, emulator, awsDir }) => {
    await workbench.openView('QuickStudio');
    await expect(workbench.page.getByText('AWS does not accept the access key of this profile')).toBeVisible();
    await expect(workbench.statusBarItem('demo-wrong-key')).toBeVisible();
    const corrected = (credentials: string) => credentials.replace(/(\[demo-wrong-key\][^[]*aws_secret_access_key = )\S+/, `$1${emulator.secretAccessKey}`);
    await withAwsFile(awsDir, 'credentials', corrected, async () => {
      await workbench.page.getByText('try again', { exact: true }).click();
      await expect(workbench.treeItem('Dashboards')).toBeVisible();
      await expect(workbench.statusBarItem(emulator.accountId)).toBeVisible();
    });
  });
});

test.describe('a profile that does not exist', () => {
  test.use({ profile: 'typo' });
  test('is told, and another is one click away', async ({ workbench, emulator }) => {
    await workbench.openView('QuickStudio');
    await expect(workbench.page.getByText('in neither the config nor the credentials file')).toBeVisible();
    await workbench.page.getByRole('button', { name: 'Select Profile' }).click();
    await workbench.pick('demo');
    await expect(workbench.treeItem('Dashboards')).toBeVisible();
    await expect(workbench.statusBarItem(`QuickStudio: profile demo, region ${emulator.region}, account ${emulator.accountId}`)).toBeVisible();
  });
});

test.describe('no region', () => {
  test.use({ profile: 'demo-no-region' });
  test('is asked for by a command, which then goes on', async ({ workbench, emulator }) => {
    await workbench.run('QuickStudio: Open Dashboard…');
    await workbench.quickInputText.fill(emulator.region);
    await workbench.pick(emulator.region);
    await workbench.pick('Executive Summary');
    await expect(workbench.webview().frameLocator('main iframe').getByRole('heading', { level: 1, name: 'Executive Summary' })).toBeVisible();
  });

  test('is asked for and never guessed', async ({ workbench, emulator }) => {
    await workbench.openView('QuickStudio');
    await expect(workbench.page.getByText('names no region')).toBeVisible();
    await workbench.page.getByRole('button', { name: 'Select Region' }).click();
    await workbench.quickInputText.fill(emulator.region);
    await workbench.pick(emulator.region);
    await workbench.treeItem('Dashboards').click();
    await expect(workbench.treeItem('Executive Summary')).toBeVisible();
  });
});

test('a dashboard that was never published is told so', async ({ workbench }) => {
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Dashboards').click();
  await workbench.treeItem('Q3 Board Pack').click();
  await expect(workbench.webview().getByRole('alert')).toContainText('Q3 Board Pack was never published');
});

test('Refresh in the title reads the whole tree anew, whatever row is selected', async ({ workbench, emulator }) => {
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Dashboards').click();
  await workbench.treeItem('Executive Summary').click();
  await expect(workbench.editorTab('Executive Summary')).toBeVisible();
  const before = emulator.requests.length;
  await workbench.treeItem('Executive Summary').hover();
  await workbench.page.locator('.part.sidebar .title-actions').getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => emulator.requests.slice(before).map(({ operation }) => operation)).toContain('ListDashboards');
});

test.describe('an account without QuickSight', () => {
  test.use({ profile: 'demo-sandbox' });
  test('is told plainly', async ({ workbench }) => {
    await workbench.openView('QuickStudio');
    await workbench.treeItem('Dashboards').click();
    await expect(workbench.treeItem('No QuickSight in eu-west-1')).toBeVisible();
  });
});

test.describe('an identity that is no QuickSight user', () => {
  test.use({ profile: 'demo-contractor' });
  test('is told in the panel, with who can help', async ({ workbench }) => {
    await workbench.openView('QuickStudio');
    await workbench.treeItem('Dashboards').click();
    await workbench.treeItem('Executive Summary').click();
    await expect(workbench.webview().getByRole('alert')).toContainText('is not a QuickSight user');
  });
});
