// The machinery itself: a real window, with the extension in its extension host.
import { expect, test } from './fixtures.ts';

test('the workbench opens with the extension in it', async ({ workbench }) => {
  await workbench.openView('QuickStudio');
  await workbench.run('Developer: Show Running Extensions');
  await expect(workbench.page.getByRole('listitem').filter({ hasText: 'QuickStudio' })).toBeVisible();
});
