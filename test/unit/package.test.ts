// What `npm run package` puts into the .vsix: run for real, in a copy of the project, since it replaces dist/.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync, type Unzipped } from 'fflate';
import { tempDir } from '../harness/cleanup.ts';
import { projectRoot as root } from '../harness/install.ts';

/** Bytes. */
const SIZE_BOUND = 1.5 * 1024 * 1024;

describe('the package', function () {
  this.timeout(120_000);
  let copy: string;
  let size: number;
  let entries: Unzipped;

  before(() => {
    copy = tempDir('package');
    const left = new Set(['.git', 'node_modules', 'dist', 'dist-test', '.vscode-test', 'test-results'].map((name) => path.join(root, name)));
    cpSync(root, copy, { recursive: true, filter: (file) => !left.has(file) && !file.endsWith('.vsix') });
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
    const { status, stdout, stderr } = spawnSync('npm', ['run', 'package'], { cwd: copy, encoding: 'utf8', shell: process.platform === 'win32' });
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    const vsix = readFileSync(path.join(copy, 'quickstudio.vsix'));
    size = vsix.byteLength;
    entries = unzipSync(vsix);
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('holds what the extension runs on and the Marketplace shows, and nothing else', () => {
    const under = (folder: string) =>
      readdirSync(path.join(copy, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(copy, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
    const expected = [
      // vsce writes some names its own way.
      ...['package.json', 'readme.md', 'changelog.md', 'LICENSE.txt'],
      ...under('dist').filter((file) => file !== 'dist/meta.json'),
      ...(existsSync(path.join(copy, 'media')) ? under('media') : []),
    ];
    const found = Object.keys(entries).filter((name) => name.startsWith('extension/')).map((name) => name.slice('extension/'.length));
    assert.deepEqual(found.sort(), expected.sort());
  });

  it('holds the entry, a chunk with the AWS SDK, and the webview', () => {
    const names = Object.keys(entries);
    assert.ok(names.includes('extension/dist/extension.js'));
    assert.ok(names.includes('extension/dist/webview/preview.js'));
    const chunks = names.filter((name) => name.startsWith('extension/dist/chunks/'));
    assert.ok(chunks.some((name) => strFromU8(entries[name]!).includes('GetDashboardEmbedUrl')), chunks.join(', '));
  });

  it('holds the licences of what is bundled', () => {
    const notices = strFromU8(entries['extension/dist/ThirdPartyNotices.txt']!);
    for (const name of ['@aws-sdk/client-quicksight', '@aws-sdk/client-sagemaker', '@smithy/core']) assert.ok(notices.includes(`${name} `), name);
    assert.match(notices, /Apache License\s+Version 2\.0/);
  });

  it('holds no source map and nothing of the emulator', () => {
    for (const [name, bytes] of Object.entries(entries)) {
      if (!name.startsWith('extension/dist/')) continue;
      assert.doesNotMatch(strFromU8(bytes), /sourceMappingURL|startEmulator|test\/emulator/, name);
    }
  });

  it(`is at most ${SIZE_BOUND} bytes`, () => assert.ok(size <= SIZE_BOUND, `${size} bytes`));
});
