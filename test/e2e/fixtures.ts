// The real workbench, in a real Chromium, with the built extension and the emulator's demo account:
//
//   import { expect, test } from './fixtures.ts';
//   test.use({ profile: 'demo-viewer', settings: { 'quickstudio.openIn': 'webview' } });
//   test('lists dashboards', async ({ workbench, emulator }) => {
//     await workbench.openView('QuickStudio');
//     await workbench.treeItem('Dashboards').click();
//     await expect(workbench.treeItem('Sales')).toBeVisible();
//   });
//
// The emulator and VS Code's server live as long as the worker, a window and its copy of test/workspace as long as the test.
import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { startEmulator, type Emulator } from '../emulator/emulator.ts';
import { writeDemoProfiles } from '../harness/aws-profiles.ts';
import { endAll, tempDir } from '../harness/cleanup.ts';
import { installExtension, startVsCodeServer, type VsCodeServer } from '../harness/editor.ts';
import { hermeticEnvironment } from '../harness/environment.ts';
import { projectRoot } from '../harness/install.ts';

export { expect };

/** What `test.use({ … })` may set. */
interface Options {
  /** The setting `quickstudio.profile`. Without it the environment's AWS_PROFILE counts, which is `demo`. */
  profile: string | undefined;
  /** Other settings of the person, for this window. */
  settings: Record<string, unknown>;
  /** The workbench's colours. */
  theme: 'light' | 'dark';
}

interface TestFixtures {
  /** A window that has loaded, with its extension host up. Closed at the end of the test. */
  workbench: Workbench;
}

interface WorkerFixtures {
  /** The folder of the AWS config and credentials files that the extension reads. What a test changes there it puts back. */
  awsDir: string;
  /** Set back before each window: nothing fails, no latency, the editor's origin alone in the static list. */
  emulator: Emulator;
  /** With AWS_PROFILE=demo and the emulator's profiles in its environment, and nothing of this machine's AWS. */
  server: VsCodeServer;
}

export const test = base.extend<TestFixtures & Options, WorkerFixtures>({
  profile: [undefined, { option: true }],
  settings: [{}, { option: true }],
  theme: ['light', { option: true }],

  emulator: [
    // Playwright reads from the pattern which fixtures are wanted.
    async ({}, use) => {
      const emulator = await startEmulator();
      await use(emulator);
      await emulator.close();
    },
    { scope: 'worker' },
  ],

  awsDir: [
     
    async ({}, use) => {
      await use(path.join(tempDir('e2e-home'), '.aws'));
    },
    { scope: 'worker' },
  ],

  server: [
    async ({ emulator, awsDir }, use) => {
      const server = await startVsCodeServer({
        env: { ...hermeticEnvironment(path.dirname(awsDir)), ...writeDemoProfiles(awsDir, emulator) },
        extensionsDir: installExtension(tempDir('e2e-extensions')),
      });
      await use(server);
      await endAll(); // the server, and the temp folders of all tests
    },
    { scope: 'worker', timeout: 300_000 }, // the editor may have to be installed
  ],

  workbench: async ({ page, server, emulator, profile, settings, theme }, use) => {
    emulator.unfail();
    emulator.latencyMs = 0;
    emulator.setStaticDomains([`http://localhost:${server.port}`]);
    server.writeSettings({
      'workbench.colorTheme': theme === 'dark' ? 'Dark 2026' : 'Light 2026',
      ...(profile === undefined ? {} : { 'quickstudio.profile': profile }),
      ...settings,
    });
    const folder = path.join(tempDir('e2e-folder'), 'sales-reporting');
    cpSync(path.join(projectRoot, 'test/workspace'), folder, { recursive: true });
    const workbench = new Workbench(page, server, folder);
    await workbench.open();
    await use(workbench);
    await page.close();
  },
});

/** A window of VS Code, by what a person sees of it. Nothing here sleeps: Playwright's locators wait, within bounds. */
export class Workbench {
  private readonly logsBefore: string[];

  constructor(
    readonly page: Page,
    readonly server: VsCodeServer,
    /** The folder that is open: this test's own copy of test/workspace. */
    readonly folder: string,
  ) {
    this.logsBefore = logFiles(server);
  }

  /** Loads the window, and resolves when it shows its folder. Reloads it where it is open. */
  async open(): Promise<void> {
    await this.page.goto(this.server.url(this.folder));
    await this.page.getByRole('treeitem', { name: 'README.md' }).waitFor({ timeout: 60_000 });
  }

  /** The box of the command palette and of quick picks, with its list. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** Where one types in it. */
  get quickInputText(): Locator {
    return this.quickInput.locator('.quick-input-box input');
  }

  /** The rows of the quick pick that is open. */
  get picks(): Locator {
    return this.quickInput.getByRole('option');
  }

  /** Runs a command by its title in the palette (`QuickStudio: Refresh`). */
  async run(title: string): Promise<void> {
    // Not by F1: a page that is framed in the editor keeps the keys that are pressed in it.
    await this.page.locator('.part.titlebar .command-center-center').click();
    await this.quickInputText.fill(`>${title}`);
    await this.pick(title);
  }

  /** Takes the row of the open quick pick whose label starts with this. */
  async pick(label: string): Promise<void> {
    await this.picks.filter({ hasText: label }).first().click();
  }

  /** Opens a view container of the Activity Bar, unless it is open. */
  async openView(name: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name, exact: false }).first();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  }

  /** Rows of the trees in the side bar: those whose accessible name holds `name`. */
  treeItem(name: string | RegExp): Locator {
    return this.page.locator('.part.sidebar').getByRole('treeitem', { name });
  }

  /** The entries of the status bar that hold this text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar').getByRole('button', { name: text });
  }

  /** The notifications on screen. */
  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The modal dialog on screen. */
  get dialog(): Locator {
    return this.page.getByRole('dialog').and(this.page.locator('.monaco-dialog-box'));
  }

  /** Tabs of the editors that are open. */
  editorTab(name: string | RegExp): Locator {
    return this.page.locator('.part.editor').getByRole('tab', { name });
  }

  /** What an extension put into its webview: VS Code frames it twice. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** All that VS Code's server and its extension hosts, and so the extension, have logged since this window opened. */
  logText(): string {
    return logFiles(this.server)
      .filter((file) => !this.logsBefore.includes(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
  }

  /** The extension's own log: what its output channel shows. */
  extensionLog(): string {
    return logFiles(this.server)
      .filter((file) => !this.logsBefore.includes(file) && file.includes('quickstudio.quickstudio'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
  }
}

function logFiles(server: VsCodeServer): string[] {
  const dir = path.join(server.dataDir, 'data/logs');
  mkdirSync(dir, { recursive: true });
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.log'))
    .map((file) => path.join(dir, file));
}
