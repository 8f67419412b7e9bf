// `npm start`: the extension in the real editor, on the demo account of the emulator or on an AWS profile of your own.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator } from '../emulator/emulator.ts';
import { writeDemoProfiles } from './aws-profiles.ts';
import { onPath } from './chromium.ts';
import { atEnd, endAll, endAllOnSignals, run, spawnGroup, tempDir } from './cleanup.ts';
import { installEditor, installExtension, quietSettings, startVsCodeServer } from './editor.ts';
import { cleanEnvironment, hermeticEnvironment } from './environment.ts';
import { projectRoot } from './install.ts';

const usage = `npm start -- [options]

Builds the extension and opens the editor with it. Without --profile: on the demo account of the AWS emulator.

  --editor desktop|web   desktop: \`code\` of your PATH; web: VS Code's own server, in your browser.
                         Unless told: desktop where there is a \`code\` and a display, else web.
  --profile NAME         this AWS profile of yours instead of the emulator
  --region REGION        with --profile: this region rather than the profile's
  --no-open              print the address, open no browser
  --help                 this text`;

interface Options {
  editor: 'desktop' | 'web';
  profile?: string;
  region?: string;
  open: boolean;
}

const hasDisplay = process.platform === 'darwin' || process.platform === 'win32' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

endAllOnSignals();
const options = readOptions();
try {
  await start(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await endAll();
process.exit();

/** Exits where the command line asks for help, or cannot be understood. */
function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        editor: { type: 'string' },
        profile: { type: 'string' },
        region: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit();
    }
    const editor = values.editor ?? (onPath('code') && hasDisplay ? 'desktop' : 'web');
    if (editor !== 'desktop' && editor !== 'web') throw new Error(`--editor is desktop or web, not ${editor}.`);
    if (values.region && !values.profile) throw new Error('--region goes with --profile: the emulator has a region of its own.');
    return { editor, profile: values.profile, region: values.region, open: !values['no-open'] };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return process.exit(2);
  }
}

/** Resolves when the editor has been closed. */
async function start({ editor, profile, region, open }: Options): Promise<void> {
  const code = onPath('code');
  if (editor === 'desktop' && !code) {
    throw new Error('There is no `code` on PATH. VS Code puts it there by its command "Shell Command: Install \'code\' command in PATH". Or use --editor web.');
  }
  const [built] = await Promise.all([
    run([process.execPath, path.join(projectRoot, 'esbuild.config.js')], { cwd: projectRoot }),
    editor === 'web' ? installEditor() : undefined,
  ]);
  if (built.code !== 0) throw new Error(`The build failed:\n${built.output}`);

  const dir = tempDir('start');
  const folder = path.join(dir, 'sales-reporting');
  cpSync(path.join(projectRoot, 'test/workspace'), folder, { recursive: true });

  let env: NodeJS.ProcessEnv;
  let emulator: Emulator | undefined;
  if (profile) {
    const aws = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')));
    env = { ...cleanEnvironment(), ...aws, AWS_PROFILE: profile, ...(region ? { AWS_REGION: region } : {}) };
  } else {
    emulator = await startEmulator();
    atEnd(() => emulator?.close());
    // The desktop needs its person's home for its display; the AWS of that person stays out either way.
    env = { ...(editor === 'web' ? hermeticEnvironment(path.join(dir, 'home')) : cleanEnvironment()), ...writeDemoProfiles(path.join(dir, 'home/.aws'), emulator) };
  }
  const settings = region ? { 'quickstudio.region': region } : {};
  const account = emulator
    ? `the demo account ${emulator.accountId} of the emulator at ${emulator.endpoint}\n           (profiles demo, demo-viewer, demo-contractor, demo-sandbox, demo-wrong-key, demo-no-region)`
    : `your profile ${profile ?? ''}${region ? ` in ${region}` : ''}`;
  const tell = (where: string, end: string) =>
    console.log(`
QuickStudio is in ${where}

  Look:    the QuickStudio icon in the Activity Bar, on the left. Open Dashboards, Analyses or
           Studio domains, and click what you find in there.
  AWS:     ${account}
  The end: ${end}
`);

  if (editor === 'desktop' && code) {
    tell('the window of VS Code that opens now.', 'close that window, or press Ctrl-C here.');
    return openDesktop(code, dir, folder, env, settings);
  }
  const server = await startVsCodeServer({ guarded: true, env, settings, dataDir: path.join(dir, 'server'), extensionsDir: installExtension(path.join(dir, 'extensions')) });
  emulator?.setStaticDomains([`http://localhost:${server.port}`]);
  const url = server.url(folder);
  tell(`VS Code, at\n\n  ${url}`, 'press Ctrl-C here.');
  if (open) openInBrowser(url);
  await server.ended;
  throw new Error("VS Code's server has ended.");
}

/** Resolves when the window has been closed. Everything of this VS Code is in `dir`, so that no other window is touched. */
async function openDesktop(code: string, dir: string, folder: string, env: NodeJS.ProcessEnv, settings: Record<string, unknown>): Promise<void> {
  const userDataDir = path.join(dir, 'user-data');
  mkdirSync(path.join(userDataDir, 'User'), { recursive: true });
  writeFileSync(path.join(userDataDir, 'User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  // `code` starts the application in a session of its own, which does not end with `code`.
  atEnd(() => endApplication(path.join(userDataDir, 'code.lock')));
  const { child, exited } = spawnGroup(
    code,
    [
      `--extensionDevelopmentPath=${projectRoot}`,
      ...[`--user-data-dir=${userDataDir}`, `--extensions-dir=${path.join(dir, 'extensions')}`],
      ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', folder],
    ],
    { env, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
  );
  await exited;
  if (child.exitCode !== 0) throw new Error(`code has ended with ${child.exitCode ?? child.signalCode ?? 'an error'}.`);
}

/** VS Code keeps the id of its main process in a lock file of its user data folder, while it runs. */
async function endApplication(lockFile: string): Promise<void> {
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, 'utf8'));
  const signal = (name: NodeJS.Signals | 0) => {
    try {
      return pid > 1 && process.kill(pid, name);
    } catch {
      return false; // it has ended
    }
  };
  const deadline = Date.now() + 5000;
  if (signal('SIGTERM')) while (Date.now() < deadline && signal(0)) await new Promise((resolve) => setTimeout(resolve, 50));
  signal('SIGKILL');
}

/** The person's browser, if there is one that can be told so. It is theirs: nothing here ends it. */
function openInBrowser(url: string): void {
  if (!hasDisplay) return;
  const openers: Partial<Record<NodeJS.Platform, string[]>> = { darwin: ['open'], win32: ['rundll32', 'url.dll,FileProtocolHandler'] };
  const [command = '', ...args] = openers[process.platform] ?? ['xdg-open'];
  spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined) // the address has been printed
    .unref();
}
