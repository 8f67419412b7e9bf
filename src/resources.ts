import type { Analysis, Dashboard } from './quicksight/resources.ts';
import type { Space, StudioDomain, UserProfile } from './sagemaker/resources.ts';

/** Everything that can be opened or copied from. */
export type Resource = Dashboard | Analysis | StudioDomain | UserProfile | Space;
export type ResourceKind = Resource['kind'];
export type ResourceOf<K extends ResourceKind> = Extract<Resource, { kind: K }>;

/** How a kind is called in sentences. */
export const KIND_NAMES: Readonly<Record<ResourceKind, string>> = {
  dashboard: 'dashboard',
  analysis: 'analysis',
  domain: 'Studio domain',
  userProfile: 'user profile',
  space: 'space',
};

/** A key that tells a resource from all others of an account and region; the tree's ids and the panels are made of it. */
export function resourceKey(resource: Resource): string {
  return resource.kind === 'userProfile' || resource.kind === 'space' ? `${resource.kind}/${resource.domain.id}/${resource.id}` : `${resource.kind}/${resource.id}`;
}

/**
 * The page of the AWS console about a resource. It holds no credentials: it opens as whoever the browser is signed in as.
 * QuickSight's hosts are those of "AWS Regions, websites, IP address ranges, and endpoints" in its user guide.
 */
export function awsConsoleUrl(resource: Resource, region: string, partition: string): string {
  switch (resource.kind) {
    case 'dashboard':
      return `${quickSightWebsite(region, partition)}/sn/dashboards/${encodeURIComponent(resource.id)}`;
    case 'analysis':
      return `${quickSightWebsite(region, partition)}/sn/analyses/${encodeURIComponent(resource.id)}`;
    case 'domain':
      return studioConsole(resource.id, region, partition);
    case 'userProfile':
      return `${studioConsole(resource.domain.id, region, partition)}?tab=users`;
    case 'space':
      return studioConsole(resource.domain.id, region, partition);
  }
}

/** Where people sign in to QuickSight in a region, and where an account that has none signs up. */
export function quickSightWebsite(region: string, partition: string): string {
  return `https://${region}.${partition === 'aws-cn' ? 'quicksight.amazonaws.cn' : 'quicksight.aws.amazon.com'}`;
}

function studioConsole(domainId: string, region: string, partition: string): string {
  const host = {
    'aws-cn': 'console.amazonaws.cn',
    'aws-us-gov': 'console.amazonaws-us-gov.com',
  }[partition] ?? `${region}.console.aws.amazon.com`;
  return `https://${host}/sagemaker/home?region=${region}#/studio/${encodeURIComponent(domainId)}`;
}
