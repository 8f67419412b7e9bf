// Installs npm packages for the harness into .vscode-test/ of the project, once: what is too big, or too particular about
// the Node it runs on, to be one of the project's own devDependencies.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { atEnd, run } from './cleanup.ts';

/** The project's folder. */
export const projectRoot = path.resolve(import.meta.dirname, '../..');

const installs = path.join(projectRoot, '.vscode-test');

/**
 * Makes `.vscode-test/<name>` if it is not there. `name` has to hold the version of what is in it. `fill` works in another
 * folder, which is renamed when it is complete: an interrupted run leaves nothing half made, and of two runs at once one
 * throws its work away. Rejects with what `fill` rejects with.
 * @returns the folder's path
 */
export async function installOnce(name: string, fill: (dir: string) => Promise<void>): Promise<string> {
  const dir = path.join(installs, name);
  if (existsSync(dir)) return dir;
  const started = Date.now();
  console.error(`Installing ${name} into .vscode-test/ (once) …`);
  const unfinished = path.join(installs, `.unfinished-${name}-${process.pid}`);
  const remove = atEnd(() => rmSync(unfinished, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  try {
    rmSync(unfinished, { recursive: true, force: true }); // of a run that was killed, and had the same process id
    mkdirSync(unfinished, { recursive: true });
    await fill(unfinished);
    try {
      renameSync(unfinished, dir);
    } catch (error) {
      if (!existsSync(dir)) throw error; // else another run was first
    }
  } finally {
    await remove();
  }
  console.error(`Installed ${name} in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
  return dir;
}

/**
 * `npm install` of exact versions into `dir`, without install scripts. With no `packages`: what `dir`'s own package.json
 * and lock file say. Rejects with npm's output when npm fails.
 */
export async function npmInstall(dir: string, packages: Record<string, string> = {}): Promise<void> {
  if (Object.keys(packages).length) writeFileSync(path.join(dir, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  const flags = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const { code, output } = await run(npm('install', ...flags), { cwd: dir, env: npmEnvironment() });
  if (code !== 0) {
    throw new Error(`npm could not install ${Object.keys(packages).join(', ') || path.basename(dir)} (is the npm registry reachable?):\n${output.trim()}`);
  }
}

/** The command line of npm: of the npm that runs this process where there is one, else of the one on PATH. */
export function npm(...args: string[]): string[] {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return [process.execPath, cli, ...args];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', ...args];
}

/**
 * The environment without what an outer `npm start` or `npm test` tells its scripts: its folder, prefix and flags are not
 * those of the npm started here. How to reach the registry stays.
 */
function npmEnvironment(): NodeJS.ProcessEnv {
  const keep = /^npm_config_(registry|cache|userconfig|globalconfig|.*proxy|ca|cafile|strict_ssl|\/\/.*|@.*)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') || keep.test(name)));
}
