// The host tier: bundles test/host into dist-test/ and runs it in VS Code's extension host, through
// @vscode/test-electron's runTests: in the web editor from npm, or with `--editor desktop` in the desktop VS Code that
// runTests downloads. Expects the extension to be built. Exits with a code other than 0 when a test failed.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import esbuild, { type Plugin } from 'esbuild';
import { atEnd, endAll, endAllOnSignals, tempDir } from './cleanup.ts';
import { quietSettings } from './editor.ts';
import { hermeticEnvironment } from './environment.ts';
import { projectRoot } from './install.ts';

/** A module keeps the folder it was written in, for what it reads from beside itself. */
const keepDirname: Plugin = {
  name: 'keep-dirname',
  setup(build) {
    build.onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
      loader: 'ts',
    }));
  },
};

async function bundle(): Promise<string> {
  // Inside the project, for node_modules to be found from there; of this run alone, for two at once not to meet.
  const outdir = path.join(projectRoot, `dist-test/host-${process.pid}`);
  atEnd(() => rmSync(outdir, { recursive: true, force: true }));
  const tests = readdirSync(path.join(projectRoot, 'test/host'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  await esbuild.build({
    entryPoints: ['index.ts', ...tests].map((file) => path.join(projectRoot, 'test/host', file)),
    outbase: path.join(projectRoot, 'test/host'),
    outdir,
    bundle: true,
    splitting: true, // what two tests share is one module at run time as well
    format: 'esm',
    platform: 'node',
    target: 'node22.15',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [keepDirname],
  });
  return path.join(outdir, 'index.js');
}

endAllOnSignals();
try {
  const { values } = parseArgs({ options: { editor: { type: 'string', default: 'web' } } });
  const extensionTestsPath = await bundle();
  const dir = tempDir('host');
  const workspace = path.join(dir, 'workspace');
  cpSync(path.join(projectRoot, 'test/workspace'), workspace, { recursive: true });
  const userDataDir = path.join(dir, 'user-data');
  mkdirSync(path.join(userDataDir, 'User'), { recursive: true });
  writeFileSync(path.join(userDataDir, 'User/settings.json'), JSON.stringify(quietSettings)); // where desktop VS Code looks
  const env = { ...hermeticEnvironment(path.join(dir, 'home')), QUICKSTUDIO_HOST_RESULTS: process.env.QUICKSTUDIO_HOST_RESULTS };
  mkdirSync(path.join(dir, 'home'));
  await runTests({
    ...(values.editor === 'desktop' ? {} : { vscodeExecutablePath: path.join(import.meta.dirname, 'vscode-host') }),
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath,
    launchArgs: [workspace, `--user-data-dir=${userDataDir}`, `--extensions-dir=${path.join(dir, 'extensions')}`],
    // runTests adds these to this process's own: what must not reach the tests has to be unset by name.
    extensionTestsEnv: { ...Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined])), ...env },
  });
} catch (error) {
  // A failed run has been told by what it printed itself.
  if (!(error instanceof Error && error.message.startsWith('Test run failed'))) console.error(error);
  process.exitCode = 1;
}
await endAll();
process.exit();
