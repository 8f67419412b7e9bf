import type { Page } from '../aws/pages.ts';
import type { Session } from '../aws/session.ts';
import type { Resource } from '../resources.ts';
import type { Group } from './nodes.ts';

/** One page of a group's items. The services' code is loaded here, on first use. */
export async function loadPage(session: Session, node: Group, nextToken?: string): Promise<Page<Resource>> {
  switch (node.group) {
    case 'dashboards':
      return (await import('../quicksight/lists.ts')).listDashboards(session, nextToken);
    case 'analyses':
      return (await import('../quicksight/lists.ts')).listAnalyses(session, nextToken);
    case 'domains':
      return (await import('../sagemaker/lists.ts')).listDomains(session, nextToken);
    case 'userProfiles':
      return (await import('../sagemaker/lists.ts')).listUserProfiles(session, node.domain, nextToken);
    case 'spaces':
      return (await import('../sagemaker/lists.ts')).listSpaces(session, node.domain, nextToken);
  }
}
