// Runs inside VS Code's extension host: every *.test.ts of this folder. See test/harness/host.ts.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMocha } from '../harness/mocha.ts';

/** Called by VS Code. Rejects when a test failed, or none ran. */
export const run = () => runMocha(path.dirname(fileURLToPath(import.meta.url)), '.test.js', process.env.QUICKSTUDIO_HOST_RESULTS);
