// Whoever holds a minted URL is signed in: after a session of every kind of opening, none is to be found in anything written.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What must not be found: every minted URL, each value of its query, as it is and decoded, and the keys. */
function secretsOf(emulator: { minted: readonly { url: string }[]; identities: Record<string, { secretAccessKey: string; sessionToken?: string }> }): string[] {
  const fromUrls = emulator.minted.flatMap(({ url }) => {
    const values = url
      .slice(url.indexOf('?') + 1)
      .split('&')
      .map((pair) => pair.slice(pair.indexOf('=') + 1))
      .filter((value) => value.length > 20);
    return [url, ...values, ...values.map(decodeURIComponent)];
  });
  const keys = Object.values(emulator.identities).flatMap(({ secretAccessKey, sessionToken }) => [secretAccessKey, ...(sessionToken ? [sessionToken] : [])]);
  return [...fromUrls, ...keys];
}

/** Everything that the server and its extension hosts wrote: logs, state, settings, caches. */
function filesOf(dir: string): string {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(dir, file))
    .filter((file) => statSync(file).isFile())
    .map((file) => `${file}\n${readFileSync(file, 'latin1')}`)
    .join('\n');
}

/** Everything that the window keeps in the browser. */
function browserState(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('IndexedDB refused'));
      });
    const kept: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage), document.body.innerText];
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) kept.push(name, store, await asked(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return JSON.stringify(kept);
  });
}

test('no URL, code or key is in the log, the state or a message', async ({ workbench, emulator, context }) => {
  const { page } = workbench;
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Dashboards').click();
  await workbench.treeItem('Executive Summary').click();
  await expect(workbench.webview().frameLocator('main iframe').getByRole('heading', { level: 1 })).toBeVisible();
  const tab = context.waitForEvent('page');
  await workbench.webview().getByRole('button', { name: 'Open in Browser' }).click();
  await expect((await tab).getByRole('heading', { level: 1 })).toBeVisible();
  await (await tab).close();

  // Not shared with whom it is opened as, refused outright, and copied.
  emulator.fail('GenerateEmbedUrlForRegisteredUser', { code: 'InternalFailureException', message: `Internal failure; see ${emulator.minted.at(-1)!.url}`, status: 500 });
  await workbench.run('QuickStudio: Open in Browser');
  await expect(workbench.notifications.filter({ hasText: 'InternalFailureException' })).toBeVisible();
  emulator.unfail();
  await workbench.run('QuickStudio: Copy URL');
  await expect(workbench.notifications.filter({ hasText: 'Copied the URL of Executive Summary' })).toBeVisible();

  await workbench.treeItem('Studio domains').click();
  await workbench.treeItem('data-science').click();
  await workbench.treeItem('User profiles').click();
  const studio = context.waitForEvent('page');
  await workbench.treeItem('ana-lopez').first().click();
  await expect((await studio).getByText('ana-lopez').first()).toBeVisible();
  await (await studio).close();

  // What was written can be found at all: the log tells what happened.
  await expect.poll(() => workbench.extensionLog()).toContain('Minted CreatePresignedDomainUrl');
  const written = filesOf(workbench.server.dataDir) + (await browserState(page)) + (await workbench.notifications.allInnerTexts()).join('\n');
  expect(written).toContain('Minted GenerateEmbedUrlForRegisteredUser for dashboard Executive Summary');
  const secrets = secretsOf(emulator);
  expect(secrets.length).toBeGreaterThan(15);
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
});
