// More than one page: in a quick pick and in the tree.
import { startEmulator } from '../emulator/emulator.ts';
import { writeDemoProfiles } from '../harness/aws-profiles.ts';
import { expect, test } from './fixtures.ts';

test('a pick reads on while it is open, and tells when the rest does not come; the tree loads more', async ({ workbench, emulator, awsDir }) => {
  const large = await startEmulator({ dashboards: 250 });
  writeDemoProfiles(awsDir, large);
  try {
    const [first, second] = [large.hold('ListDashboards'), large.hold('ListDashboards')];
    await workbench.run('QuickStudio: Open Dashboard…');
    await first.arrived;
    first.release();
    await second.arrived;
    await expect(workbench.picks.filter({ hasText: 'Executive Summary' })).toBeVisible();
    large.fail('ListDashboards', { code: 'InternalFailureException', message: 'Something broke.', status: 500 });
    second.release();
    await workbench.quickInputText.fill('rest');
    await expect(workbench.picks.filter({ hasText: 'Load the rest' })).toBeVisible({ timeout: 30_000 }); // the SDK tries again by itself first
    large.unfail();
    await workbench.pick('Load the rest');
    await expect(workbench.picks.filter({ hasText: 'Load the rest' })).toBeHidden();

    // The last one of all is on the third page.
    const { DashboardId, Name } = await lastDashboard(large);
    await workbench.quickInputText.fill(DashboardId);
    await workbench.pick(Name);
    await expect(workbench.webview().frameLocator('main iframe').getByRole('heading', { level: 1, name: Name })).toBeVisible();

    await workbench.openView('QuickStudio');
    await workbench.treeItem('Dashboards').click();
    await expect(workbench.treeItem('Executive Summary')).toBeVisible();
    const before = large.requests.length;
    await workbench.treeItem('Dashboards').press('End');
    await workbench.treeItem('Load more').click();
    await expect.poll(() => large.requests.slice(before).filter(({ operation }) => operation === 'ListDashboards').length).toBe(1);
  } finally {
    writeDemoProfiles(awsDir, emulator);
    await large.close();
  }
});

/** As an AWS client of its own reads it. */
async function lastDashboard({ endpoint, region, accessKeyId, secretAccessKey, accountId }: Awaited<ReturnType<typeof startEmulator>>): Promise<{ DashboardId: string; Name: string }> {
  const { paginateListDashboards, QuickSightClient } = await import('@aws-sdk/client-quicksight');
  const client = new QuickSightClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  let last: { DashboardId?: string; Name?: string } | undefined;
  for await (const { DashboardSummaryList } of paginateListDashboards({ client, pageSize: 100 }, { AwsAccountId: accountId })) last = DashboardSummaryList?.at(-1);
  return last as { DashboardId: string; Name: string };
}
