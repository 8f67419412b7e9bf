// Builds dist/: the extension as ESM with split chunks, so that the AWS SDK is parsed when it is first used and not
// before, and the webview's script. Fails when the entry chunk grows past its bound or pulls the SDK in.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** Bytes. What `activate` has to read and parse; see "Bounds" in CONTRIBUTING.md. */
const ENTRY_BOUND = 100 * 1024;
/** Bytes. Everything in dist. */
const TOTAL_BOUND = 1024 * 1024;

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
};

/** The chunks an entry point loads at once: itself and what it imports statically. */
function staticImports(metafile, entry) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path, kind, external } of metafile.outputs[file].imports) if (kind === 'import-statement' && !external) visit(path);
  };
  visit(entry);
  return [...seen];
}

/** The licences of the packages that were bundled, each text once: those of the AWS SDK ask to be kept with the code. */
function thirdPartyNotices(metafile) {
  const folders = new Set(Object.keys(metafile.inputs).flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const packagesByText = new Map();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : `Licensed under ${license}.`;
    packagesByText.set(text, [...(packagesByText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const rule = '='.repeat(80);
  return [...packagesByText].map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`).join(`\n${rule}\n\n`);
}

const bounds = {
  name: 'bounds',
  setup(build) {
    build.onEnd(({ metafile, errors }) => {
      if (!metafile || errors.length) return undefined;
      const entry = staticImports(metafile, 'dist/extension.js');
      const entryBytes = entry.reduce((sum, file) => sum + metafile.outputs[file].bytes, 0);
      const totalBytes = Object.entries(metafile.outputs).reduce((sum, [file, { bytes }]) => sum + (file.endsWith('.map') ? 0 : bytes), 0);
      const sdk = entry.flatMap((file) => Object.keys(metafile.outputs[file].inputs)).filter((input) => /node_modules\/@(aws-sdk|smithy)\//.test(input));
      writeFileSync('dist/meta.json', JSON.stringify(metafile));
      writeFileSync('dist/ThirdPartyNotices.txt', thirdPartyNotices(metafile));
      console.log(`entry ${(entryBytes / 1024).toFixed(1)} KB in ${entry.length} file(s), all ${(totalBytes / 1024).toFixed(1)} KB`);
      const problems = [];
      if (sdk.length) problems.push(`the entry holds AWS SDK code: ${sdk.slice(0, 3).join(', ')}`);
      if (entryBytes > ENTRY_BOUND) problems.push(`the entry is ${entryBytes} bytes, over its bound of ${ENTRY_BOUND}`);
      if (production && totalBytes > TOTAL_BOUND) problems.push(`all chunks are ${totalBytes} bytes, over their bound of ${TOTAL_BOUND}`);
      return { errors: problems.map((text) => ({ text })) };
    });
  },
};

const extension = {
  ...common,
  entryPoints: ['src/extension.ts'],
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  platform: 'node',
  // The Node of the oldest desktop VS Code in engines.vscode.
  target: 'node22.15',
  // ES modules first: the CommonJS builds of the AWS SDK cannot be tree-shaken and are twice the size.
  mainFields: ['module', 'main'],
  conditions: ['module'],
  chunkNames: 'chunks/[name]-[hash]',
  external: ['vscode'],
  // Some CommonJS dependencies of the SDK call require().
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  plugins: [bounds],
};
const webview = { ...common, entryPoints: ['src/webview/preview.ts'], outdir: 'dist/webview', format: 'iife', platform: 'browser', target: 'es2023' };

rmSync('dist', { recursive: true, force: true });
if (watch) {
  for (const context of await Promise.all([esbuild.context(extension), esbuild.context(webview)])) await context.watch();
} else {
  try {
    await Promise.all([esbuild.build(extension), esbuild.build(webview)]);
  } catch {
    process.exitCode = 1; // esbuild has printed what is wrong
  }
}
