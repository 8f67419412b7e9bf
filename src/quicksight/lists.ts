import { ListAnalysesCommand, ListDashboardsCommand, type AnalysisSummary, type DashboardSummary } from '@aws-sdk/client-quicksight';
import { page, PAGE_SIZE, type Page } from '../aws/pages.ts';
import type { Session } from '../aws/session.ts';
import { quickSight } from './client.ts';
import type { Analysis, Dashboard } from './resources.ts';

/** A page of all dashboards of the account in the session's region, whoever owns them. */
export async function listDashboards(session: Session, nextToken?: string): Promise<Page<Dashboard>> {
  const { client, AwsAccountId, options } = await quickSight(session);
  const answer = await client.send(new ListDashboardsCommand({ AwsAccountId, MaxResults: PAGE_SIZE, NextToken: nextToken }), options);
  return page((answer.DashboardSummaryList ?? []).flatMap(toDashboard), answer.NextToken);
}

/**
 * A page of the account's analyses. Deleted ones, which AWS lists for the 30 days in which they can be restored, are
 * left out: they cannot be opened. So a page may be shorter than AWS's.
 */
export async function listAnalyses(session: Session, nextToken?: string): Promise<Page<Analysis>> {
  const { client, AwsAccountId, options } = await quickSight(session);
  const answer = await client.send(new ListAnalysesCommand({ AwsAccountId, MaxResults: PAGE_SIZE, NextToken: nextToken }), options);
  return page((answer.AnalysisSummaryList ?? []).filter(({ Status }) => Status !== 'DELETED').flatMap(toAnalysis), answer.NextToken);
}

/** An item without an id cannot be opened or told apart; the service model allows it, AWS does not send it. */
function toDashboard(summary: DashboardSummary): Dashboard[] {
  const { DashboardId: id, Arn: arn = '', Name: name } = summary;
  if (!id) return [];
  return [
    {
      kind: 'dashboard',
      id,
      arn,
      name: name || id,
      publishedVersion: summary.PublishedVersionNumber,
      published: summary.LastPublishedTime,
      updated: summary.LastUpdatedTime,
      created: summary.CreatedTime,
    },
  ];
}

function toAnalysis(summary: AnalysisSummary): Analysis[] {
  const { AnalysisId: id, Arn: arn = '', Name: name } = summary;
  if (!id) return [];
  return [{ kind: 'analysis', id, arn, name: name || id, status: summary.Status ?? 'UNKNOWN', updated: summary.LastUpdatedTime, created: summary.CreatedTime }];
}
