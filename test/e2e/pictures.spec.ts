// The pictures of the README. They go to test-results/pictures, and with `npm run pictures` to media/pictures as well.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../harness/install.ts';
import { expect, test, type Workbench } from './fixtures.ts';

test.use({ viewport: { width: 1360, height: 850 }, theme: 'dark' });

async function take(workbench: Workbench, name: string): Promise<void> {
  const file = path.join(projectRoot, 'test-results/pictures', `${name}.png`);
  await workbench.page.mouse.move(700, 5);
  await workbench.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  if (!process.env.QUICKSTUDIO_PICTURES) return;
  const media = path.join(projectRoot, 'media/pictures');
  mkdirSync(media, { recursive: true });
  copyFileSync(file, path.join(media, `${name}.png`));
}

test('a dashboard beside the code that feeds it', async ({ workbench }) => {
  await workbench.treeItem('queries').click();
  await workbench.treeItem('sales_by_region.sql').dblclick();
  await expect(workbench.editorTab('sales_by_region.sql')).toBeVisible();
  await workbench.run('View: Split Editor Right');
  await expect(workbench.editorTab('sales_by_region.sql')).toHaveCount(2);
  await workbench.openView('QuickStudio');
  await workbench.treeItem('Dashboards').click();
  await workbench.treeItem('Weekly Sales Review').click();
  await expect(workbench.webview().frameLocator('main iframe').getByRole('heading', { level: 1 })).toBeVisible();
  await take(workbench, 'dashboard');
});

test.describe('light', () => {
  test.use({ theme: 'light' });
  test('Studio domains, their user profiles and spaces', async ({ workbench }) => {
    await workbench.openView('QuickStudio');
    await workbench.treeItem('Studio domains').click();
    await workbench.treeItem('data-science').click();
    await workbench.treeItem('Spaces').click();
    await workbench.treeItem('User profiles').click();
    await expect(workbench.treeItem('ana-lopez').first()).toBeVisible();
    await workbench.run('QuickStudio: Open SageMaker Studio…');
    await workbench.pick('data-science');
    await expect(workbench.picks.filter({ hasText: 'chiara-ricci' })).toBeVisible();
    await take(workbench, 'studio');
  });
});
