// Runs mocha over a folder: the unit tests in plain Node, the host tests in VS Code's extension host.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/**
 * Runs every file of `dir`, at any depth, whose name ends with `suffix`. Writes mocha's counts to the file `results`, if named.
 * Rejects when a test failed, or none ran.
 */
export async function runMocha(dir: string, suffix: string, results: string | undefined): Promise<void> {
  const mocha = new Mocha({ timeout: 30_000, color: false });
  for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith(suffix)) mocha.addFile(path.join(dir, file));
  }
  await mocha.loadFilesAsync();
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  if (results) writeFileSync(results, JSON.stringify(stats));
  if (!stats || stats.passes + stats.failures === 0) throw new Error('No test ran.');
  if (stats.failures) throw new Error(`${stats.failures} test(s) failed.`);
}
