// The machinery itself: a real window, with the extension in its extension host.
import { expect, test } from './fixtures.ts';

test('the workbench opens with the extension in it', async ({ workbench }) => {
  await workbench.openView('QuickStudio');
  await expect.poll(() => workbench.logText()).toContain('_doActivateExtension quickstudio.quickstudio,');
});
