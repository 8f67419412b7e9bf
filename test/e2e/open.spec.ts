// From a click to the page: in the editor, and in a browser.
import type { FrameLocator } from '@playwright/test';
import { expect, test, type Workbench } from './fixtures.ts';

/** The page inside the preview's frame. */
const framed = (workbench: Workbench): FrameLocator => workbench.webview().frameLocator('main iframe');

test('a dashboard opens inside the editor, for the editor only, and once', async ({ workbench, emulator }) => {
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Dashboards').click();
  const mintedBefore = emulator.minted.length;
  await workbench.treeItem('Weekly Sales Review').click();

  await expect(framed(workbench).getByRole('heading', { level: 1, name: 'Weekly Sales Review' })).toBeVisible();
  await expect(workbench.editorTab('Weekly Sales Review')).toBeVisible();
  await expect(workbench.webview().getByText('dashboard as ana.lopez · demo · eu-west-1')).toBeVisible();
  await expect(workbench.webview().getByRole('timer')).toHaveText(/^URL good for [45]:\d\d, one sign-on$/);
  expect(emulator.minted).toHaveLength(mintedBefore + 1);
  const request = emulator.requests.findLast(({ operation }) => operation.startsWith('GenerateEmbedUrl'));
  expect(JSON.parse(request!.body)).toMatchObject({ AllowedDomains: [`http://localhost:${workbench.server.port}`] });

  // A second click shows the tab that is there.
  await workbench.treeItem('Weekly Sales Review').click();
  await expect(workbench.editorTab('Weekly Sales Review')).toHaveCount(1);
  expect(emulator.minted).toHaveLength(mintedBefore + 1);

  // Reload mints again; the first URL is used up.
  const first = emulator.minted.at(-1)!;
  await workbench.webview().getByRole('button', { name: 'Reload' }).press('Enter');
  await expect.poll(() => emulator.minted.length).toBe(mintedBefore + 2);
  await expect(framed(workbench).getByRole('heading', { level: 1, name: 'Weekly Sales Review' })).toBeVisible();
  await expect(workbench.webview().getByRole('button', { name: 'Reload' })).toBeFocused();
  const used = await workbench.page.context().newPage();
  await used.goto(first.url);
  await expect(used.getByText('Embedding failed because of invalid URL or authorization code')).toBeVisible();
  await used.close();
});

test('an analysis opens in the console experience', async ({ workbench, emulator }) => {
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Analyses').click();
  await workbench.treeItem('Inventory Health').click();
  await expect(framed(workbench).getByRole('heading', { level: 1, name: 'Inventory Health' })).toBeVisible();
  const request = emulator.requests.findLast(({ operation }) => operation.startsWith('GenerateEmbedUrl'));
  expect(request!.body).toContain('"QuickSightConsole":{"InitialPath":"/analyses/');
});

test.describe('where the QuickSight user is not known', () => {
  test.use({ profile: 'demo-viewer' });

  test('the elder operation is used, and its frame is allowed by the account’s own list', async ({ workbench, emulator }) => {
    await workbench.openView('QuickStudio');
    await workbench.treeItem('Dashboards').click();
    await workbench.treeItem('Executive Summary').click();
    await expect(framed(workbench).getByRole('heading', { level: 1, name: 'Executive Summary' })).toBeVisible();
    expect(emulator.minted.at(-1)?.operation).toBe('GetDashboardEmbedUrl');
    await expect(workbench.webview().getByText('Domains and Embedding')).toBeVisible();
  });
});

test('Studio opens in a browser tab, with exactly the URL that was minted', async ({ workbench, emulator, context }) => {
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Studio domains').click();
  await workbench.treeItem('data-science').click();
  await workbench.treeItem('User profiles').click();
  const tab = context.waitForEvent('page');
  await workbench.treeItem('bo-lindqvist').click();
  const studio = await tab;
  await expect(studio.getByText('bo-lindqvist').first()).toBeVisible();
  const minted = emulator.minted.at(-1)!;
  expect(minted.operation).toBe('CreatePresignedDomainUrl');
  expect(emulator.pageRequests).toContain(minted.url.slice(emulator.endpoint.length));
  expect(minted.usedAt).toBeDefined();
  await studio.close();

  // A shared space asks as whom.
  await workbench.treeItem('Spaces').click();
  await workbench.treeItem('Churn model').click();
  const spaceTab = context.waitForEvent('page');
  await workbench.pick('dmitri-volkov');
  const space = await spaceTab;
  await expect(space.getByText('dmitri-volkov').first()).toBeVisible();
  await expect(space.getByText('Churn model').first()).toBeVisible();
  expect(emulator.pageRequests).toContain(emulator.minted.at(-1)!.url.slice(emulator.endpoint.length));
});

test('the palette asks for what it lacks, and opens in the browser', async ({ workbench, emulator, context }) => {
  await workbench.run('QuickStudio: Open SageMaker Studio…');
  await workbench.pick('data-science');
  await workbench.pick('chiara-ricci');
  const tab = context.waitForEvent('page');
  await workbench.pick('chiara-vision');
  await expect((await tab).getByText('chiara-ricci').first()).toBeVisible();

  await workbench.run('QuickStudio: Open QuickSight Console…');
  await workbench.pick('Favorites');
  await expect(framed(workbench).getByRole('heading', { level: 1 })).toBeVisible();
  const request = emulator.requests.findLast(({ operation }) => operation.startsWith('GenerateEmbedUrl'));
  expect(request!.body).toContain('/start/favorites');

  const consoleTab = context.waitForEvent('page');
  await workbench.webview().getByRole('button', { name: 'Open in Browser' }).click();
  const page = await consoleTab;
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(emulator.pageRequests).toContain(emulator.minted.at(-1)!.url.slice(emulator.endpoint.length));
});

test('Reload while a URL is being minted shows the page of the last one', async ({ workbench, emulator }) => {
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Dashboards').click();
  const held = emulator.hold('GenerateEmbedUrlForRegisteredUser');
  await workbench.treeItem('Cash Flow Forecast').click();
  await held.arrived;
  await workbench.webview().getByRole('button', { name: 'Reload' }).click();
  await expect(framed(workbench).getByRole('heading', { level: 1, name: 'Cash Flow Forecast' })).toBeVisible();
  held.release();
  await workbench.webview().getByRole('button', { name: 'Reload' }).dblclick();
  await expect(framed(workbench).getByRole('heading', { level: 1, name: 'Cash Flow Forecast' })).toBeVisible();
  await expect.poll(() => emulator.minted.at(-1)?.usedAt).toBeDefined();
});

test('a page of another profile does nothing as somebody else, and finds its way back', async ({ workbench, emulator, context }) => {
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Dashboards').click();
  await workbench.treeItem('Executive Summary').click();
  await expect(framed(workbench).getByRole('heading', { level: 1 })).toBeVisible();
  await workbench.run('QuickStudio: Select Profile…');
  await workbench.pick('demo-viewer');
  await expect(workbench.statusBarItem('demo-viewer')).toBeVisible();

  const minted = emulator.minted.length;
  await workbench.webview().getByRole('button', { name: 'Open in Browser' }).click();
  await expect(workbench.notifications.filter({ hasText: 'This page belongs to the profile demo in eu-west-1' })).toBeVisible();
  await workbench.webview().getByRole('button', { name: 'Reload' }).click();
  await expect(workbench.webview().getByRole('alert')).toContainText('This page belongs to the profile demo');
  expect(emulator.minted).toHaveLength(minted);

  await workbench.webview().getByRole('button', { name: 'Switch Back' }).click();
  await expect(framed(workbench).getByRole('heading', { level: 1, name: 'Executive Summary' })).toBeVisible();
  await expect(workbench.statusBarItem('QuickStudio: profile demo,')).toBeVisible();
  expect(context.pages()).toHaveLength(1);
});
