// The unit tier: test/unit, in plain Node.
import path from 'node:path';
import { endAllOnSignals } from './cleanup.ts';
import { projectRoot } from './install.ts';
import { runMocha } from './mocha.ts';

endAllOnSignals();
try {
  await runMocha(path.join(projectRoot, 'test/unit'), '.test.ts', process.env.QUICKSTUDIO_UNIT_RESULTS);
  process.exit();
} catch (error) {
  console.error(error);
  process.exit(1);
}
