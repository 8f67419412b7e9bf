// Makes `npm start`, `npm test` and the rest work straight after `git clone`: checks Node, and installs the project's
// packages where they are not those of package-lock.json. Plain JavaScript without imports from npm, because it runs
// before there is a node_modules. Says what it does on stderr, and nothing when all is there: stdout belongs to the
// command that comes after.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`This project needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

if (!installed()) {
  console.error('Installing the packages of package-lock.json (once, and again when that file changes) …');
  // The npm that runs this script where there is one. What npm prints on stdout is sent to stderr.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const { status, error } = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: npm.length === 1 && process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`npm ci failed${error ? ` (${error.message})` : ''}: see above. Nothing else can run before it works.`);
    process.exit(1);
  }
}

/** Whether npm's own record of what it installed holds every package of package-lock.json in that version. */
function installed() {
  try {
    const wanted = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')).packages;
    const found = JSON.parse(readFileSync(new URL('node_modules/.package-lock.json', root), 'utf8')).packages;
    // Optional packages are those of other platforms too: npm leaves these out.
    return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || optional || found[path]?.version === version);
  } catch {
    return false; // nothing installed yet
  }
}
