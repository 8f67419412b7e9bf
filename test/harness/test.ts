// `npm test`: types, lint, build, unit, host and end-to-end tests. The last line is "N passed, N failed", over all of them.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from './chromium.ts';
import { endAll, endAllOnSignals, run, tempDir } from './cleanup.ts';
import { installEditor } from './editor.ts';
import { cleanEnvironment, hermeticEnvironment } from './environment.ts';
import { npm, projectRoot } from './install.ts';

const names = ['types', 'lint', 'build', 'unit', 'host', 'e2e'] as const;
type Name = (typeof names)[number];

const usage = `npm test -- [options]

  --only ${names.join('|')}   this one only (and the build that it needs)
  --editor desktop|web                     where the host tests run (web unless told): the desktop VS Code that
                                           @vscode/test-electron downloads, or VS Code's server from npm
  --help                                   this text`;

/** One part of the whole. */
interface Tier {
  command: string[];
  env: NodeJS.ProcessEnv;
  /** A file that the tier writes its counts to, and how to read them. Without it the tier passes or fails as one. */
  results?: { file: string; read: (json: unknown) => Counts };
}

interface Counts {
  passed: number;
  failed: number;
}

/** Milliseconds. On Ctrl-C a tier gets this long to end what it has begun itself. */
const TIER_GRACE = 10_000;

endAllOnSignals();
const { only, editor } = readOptions();
const dir = tempDir('test');
const tiers = describeTiers();
const total: Counts = { passed: 0, failed: 0 };
try {
  await runTiers();
} catch (error) {
  total.failed++;
  console.log(error instanceof Error ? error.message : error);
}
await endAll();
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);

function readOptions(): { only: Name | undefined; editor: string } {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, editor: { type: 'string', default: 'web' }, help: { type: 'boolean', default: false } } });
    if (values.help) {
      console.log(usage);
      process.exit();
    }
    const name = names.find((candidate) => candidate === values.only);
    if (values.only !== undefined && !name) throw new Error(`--only is one of ${names.join(', ')}, not ${values.only}.`);
    if (values.editor !== 'desktop' && values.editor !== 'web') throw new Error(`--editor is desktop or web, not ${values.editor}.`);
    return { only: name, editor: values.editor };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return process.exit(2);
  }
}

function describeTiers(): Record<Name, Tier> {
  const node = (...args: string[]) => [process.execPath, ...args];
  const file = (name: Name) => path.join(dir, `${name}.json`);
  const mocha = (json: unknown): Counts => {
    const { passes, failures } = json as { passes: number; failures: number };
    return { passed: passes, failed: failures };
  };
  const playwright = (json: unknown): Counts => {
    const { stats } = json as { stats: { expected: number; unexpected: number; flaky: number } };
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  };
  const env = cleanEnvironment();
  const home = path.join(dir, 'home');
  mkdirSync(home);
  return {
    types: { command: npm('run', '--silent', 'types'), env },
    lint: { command: npm('run', '--silent', 'lint'), env },
    build: { command: node('esbuild.config.js', '--production'), env },
    unit: {
      command: node('--import', 'tsx', 'test/harness/unit.ts'),
      env: { ...hermeticEnvironment(home), QUICKSTUDIO_UNIT_RESULTS: file('unit') },
      results: { file: file('unit'), read: mocha },
    },
    host: {
      command: node('--import', 'tsx', 'test/harness/host.ts', '--editor', editor),
      env: { ...env, QUICKSTUDIO_HOST_RESULTS: file('host') },
      results: { file: file('host'), read: mocha },
    },
    e2e: {
      command: node('node_modules/@playwright/test/cli.js', 'test', '--config', 'test/e2e/playwright.config.ts'),
      env: { ...env, QUICKSTUDIO_E2E_RESULTS: file('e2e') },
      results: { file: file('e2e'), read: playwright },
    },
  };
}

/** Two lanes, one for each of two cores: what compiles and computes, and what has a browser to wait for. */
async function runTiers(): Promise<void> {
  const wanted = (...some: Name[]) => some.filter((name) => only === undefined || only === name);
  const lane = async (some: Name[]) => {
    for (const name of some) await runTier(name);
  };
  const inBrowser = wanted('host', 'e2e');
  const built = only === 'types' || only === 'lint' ? true : runTier('build');
  await Promise.all([
    lane(wanted('types', 'lint', 'unit')),
    inBrowser.length &&
      Promise.all([built, findChromium(), installEditor()]).then(([ok]) => (ok ? lane(inBrowser) : console.log(`${inBrowser.join(' and ')} did not run: there is no build.`))),
    built,
  ]);
}

/** Whether it passed. Adds its counts to the total, and tells how it went: all that it printed, where it failed. */
async function runTier(name: Name): Promise<boolean> {
  const { command, env, results } = tiers[name];
  const started = Date.now();
  const { code, output } = await run(command, { cwd: projectRoot, env }, TIER_GRACE);
  const counts = results ? readCounts(results) : { passed: 0, failed: 0 };
  const problem = code !== 0 ? 'failed' : results && counts.passed + counts.failed === 0 ? 'ran no test' : undefined;
  if (problem && !counts.failed) counts.failed = 1;
  total.passed += counts.passed;
  total.failed += counts.failed;
  const tests = results ? `${counts.passed} passed, ${counts.failed} failed` : '';
  if (problem) console.log(output.trimEnd());
  console.log(`${name.padEnd(6)} ${problem ?? 'ok'}${tests && `: ${tests}`} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return !problem;
}

function readCounts({ file, read }: NonNullable<Tier['results']>): Counts {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 0 }; // it ended before it could write them
  }
}
