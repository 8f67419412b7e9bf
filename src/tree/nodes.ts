import type { Explanation } from '../errors.ts';
import { resourceKey, type Resource } from '../resources.ts';
import type { StudioDomain } from '../sagemaker/resources.ts';

/** A group loads its items a page at a time when it is opened. */
export type Group =
  | { kind: 'group'; group: 'dashboards' | 'analyses' | 'domains' }
  | { kind: 'group'; group: 'userProfiles' | 'spaces'; domain: StudioDomain };

/** Every row of the tree. */
export type Node =
  | Group
  | { kind: 'resource'; resource: Resource; parent: Group }
  | { kind: 'more'; parent: Group; loading: boolean }
  | { kind: 'empty'; parent: Group }
  | { kind: 'failed'; parent: Group; explanation: Explanation };

export type ResourceNode = Extract<Node, { kind: 'resource' }>;

export const ROOTS: readonly Group[] = [
  { kind: 'group', group: 'dashboards' },
  { kind: 'group', group: 'analyses' },
  { kind: 'group', group: 'domains' },
];

/** The same row has the same id after a refresh, so that it stays open, selected and in view. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case 'group':
      return 'domain' in node ? `${resourceKey(node.domain)}/${node.group}` : node.group;
    case 'resource':
      return resourceKey(node.resource);
    case 'empty':
      return `${nodeId(node.parent)}/empty`;
    case 'more':
    case 'failed':
      // One place in the tree: the focus stays on it while it loads, fails and loads again.
      return `${nodeId(node.parent)}/next`;
  }
}
