// Runs extension tests as desktop VS Code does, for @vscode/test-electron's runTests, where desktop VS Code cannot be
// downloaded: VS Code's own server, with its window in a headless Chromium. Takes what runTests passes to VS Code:
// --extensionDevelopmentPath= --extensionTestsPath= --user-data-dir= --extensions-dir= and a folder to open; other flags are
// those of a desktop window and mean nothing here. Exits with the code of the test run.
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.ts';
import { atEnd, endAll, endAllOnSignals } from './cleanup.ts';
import { startVsCodeServer } from './editor.ts';

/** Milliseconds for a whole test run. */
const RUN_TIMEOUT = 10 * 60_000;

endAllOnSignals();
try {
  process.exitCode = await runTestsInWindow();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
await endAll();
process.exit();

async function runTestsInWindow(): Promise<number> {
  const { values, positionals } = parseArgs({ strict: false, allowPositionals: true });
  const required = (name: string) => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`vscode-host needs --${name}=PATH.`);
    return value;
  };
  const server = await startVsCodeServer({ env: process.env, dataDir: required('user-data-dir'), extensionsDir: required('extensions-dir'), forTestRun: true });
  const browser = await chromium.launch({ ...(await findChromium()), handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  atEnd((now) => (now ? undefined : browser.close()));
  const page = await browser.newPage();

  const consoleLines: string[] = [];
  page.on('console', (message) => consoleLines.push(message.text()));
  // The workbench calls these two where the window belongs to a test run.
  await page.exposeFunction('codeAutomationLog', (type: 'trace' | 'debug' | 'info' | 'warn' | 'error', args: unknown[]) => console[type](...args));
  const exit = new Promise<number>((resolve, reject) => {
    void page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => reject(new Error('The window of the test run has crashed.')));
    setTimeout(() => reject(new Error(`The test run has not ended after ${RUN_TIMEOUT / 1000} s. The window's console:\n${consoleLines.slice(-40).join('\n')}`)), RUN_TIMEOUT);
  });
  await page.goto(
    server.url(positionals[0] ?? required('extensionDevelopmentPath'), {
      extensionDevelopmentPath: required('extensionDevelopmentPath'),
      extensionTestsPath: required('extensionTestsPath'),
    }),
  );
  return exit;
}
