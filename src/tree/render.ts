import * as vscode from 'vscode';
import type { Analysis, Dashboard } from '../quicksight/resources.ts';
import type { Resource } from '../resources.ts';
import { isSso, type Space, type StudioDomain, type UserProfile } from '../sagemaker/resources.ts';
import { ago, statusInWords } from './words.ts';
import { nodeId, type Group, type Node } from './nodes.ts';

/** What a row shows, before it is a TreeItem. */
interface Look {
  label: string;
  icon?: string;
  color?: string;
  collapsible?: boolean;
  description?: string;
  contextValue: string;
  command?: vscode.Command;
  accessibleLabel?: string;
}

/** How a row looks. Its tooltip is made when it is asked for. */
export function toTreeItem(node: Node): vscode.TreeItem {
  const { label, icon, color, collapsible, description, contextValue, command, accessibleLabel } = lookOf(node);
  const item = new vscode.TreeItem(label, collapsible ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
  item.id = nodeId(node);
  item.contextValue = contextValue;
  item.description = description;
  item.command = command;
  if (icon) item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  if (accessibleLabel) item.accessibilityInformation = { label: accessibleLabel };
  return item;
}

function lookOf(node: Node): Look {
  switch (node.kind) {
    case 'group':
      return { label: GROUPS[node.group].label, icon: GROUPS[node.group].icon, collapsible: true, contextValue: 'group' };
    case 'resource':
      return { ...lookOfResource(node.resource), ...(node.resource.kind !== 'domain' && { command: command('quickstudio.open', 'Open', node) }) };
    case 'more':
      return node.loading
        ? { label: 'Loading…', icon: 'loading~spin', contextValue: 'loading' }
        : { label: 'Load more…', icon: 'ellipsis', contextValue: 'more', command: command('quickstudio.loadMore', 'Load More', node) };
    case 'empty':
      return { label: GROUPS[node.parent.group].empty, contextValue: 'empty' };
    case 'failed':
      return lookOfFailure(node);
  }
}

function command(id: string, title: string, ...args: unknown[]): vscode.Command {
  return { command: id, title, arguments: args };
}

const GROUPS: Record<Group['group'], { label: string; icon: string; empty: string }> = {
  dashboards: { label: 'Dashboards', icon: 'dashboard', empty: 'No dashboards in this region' },
  analyses: { label: 'Analyses', icon: 'graph', empty: 'No analyses in this region' },
  domains: { label: 'Studio domains', icon: 'beaker', empty: 'No Studio domains in this region' },
  userProfiles: { label: 'User profiles', icon: 'organization', empty: 'No user profiles in this domain' },
  spaces: { label: 'Spaces', icon: 'vm', empty: 'No spaces in this domain' },
};

function lookOfResource(resource: Resource): Look {
  const { name: label, kind: contextValue } = resource;
  const words = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ');
  switch (resource.kind) {
    case 'dashboard':
      return {
        label,
        contextValue,
        icon: 'dashboard',
        description: resource.publishedVersion === undefined ? 'not published' : resource.published && ago(resource.published),
      };
    case 'analysis':
      return {
        label,
        contextValue,
        icon: 'graph',
        color: statusColor(resource.status),
        description: resource.status.endsWith('_SUCCESSFUL') ? resource.updated && ago(resource.updated) : statusInWords(resource.status),
      };
    case 'domain':
      return {
        label,
        contextValue,
        icon: 'beaker',
        color: statusColor(resource.status),
        collapsible: true,
        description: words(resource.details.known ? resource.details.authMode : 'no details', unlessInService(resource.status)),
      };
    case 'userProfile':
      return { label, contextValue, icon: 'account', color: statusColor(resource.status), description: unlessInService(resource.status) };
    case 'space':
      return {
        label,
        contextValue,
        icon: resource.sharing === 'Private' ? 'lock' : 'vm',
        color: statusColor(resource.status),
        description: words(resource.sharing?.toLowerCase(), resource.sharing === 'Private' ? resource.owner : undefined, resource.appType, unlessInService(resource.status)),
      };
  }
}

/** An account without QuickSight is not broken: that row does not look like an error. */
function lookOfFailure(node: Extract<Node, { kind: 'failed' }>): Look {
  const { explanation, parent } = node;
  if (explanation.kind === 'noQuickSight') {
    return { label: explanation.short, icon: 'info', contextValue: 'noQuickSight', command: command('quickstudio.selectRegion', 'Select Region…') };
  }
  return {
    label: explanation.short,
    icon: 'error',
    color: 'list.errorForeground',
    description: 'Retry',
    contextValue: 'failed',
    ...(explanation.policy !== undefined && { contextValue: 'failedDenied' }),
    command: command('quickstudio.retry', 'Retry', node),
    accessibleLabel: `${GROUPS[parent.group].label} could not be loaded. ${explanation.problem} ${explanation.help} Press Enter to retry.`,
  };
}

function statusColor(status: string): string | undefined {
  if (/fail/i.test(status)) return 'list.errorForeground';
  return /ing$|IN_PROGRESS/.test(status) ? 'list.deemphasizedForeground' : undefined;
}

function unlessInService(status: string): string | undefined {
  return status === 'InService' ? undefined : statusInWords(status);
}

/** Everything that is known of a row, for a person who stops at it. */
export function renderTooltip(node: Node): vscode.MarkdownString | undefined {
  switch (node.kind) {
    case 'resource':
      return table(node.resource.name, facts(node.resource));
    case 'failed':
      return new vscode.MarkdownString().appendText(`${node.explanation.problem}\n\n${node.explanation.help}`);
    default:
      return undefined;
  }
}

type Fact = [label: string, value: string | number | Date | undefined];

function facts(resource: Resource): Fact[] {
  switch (resource.kind) {
    case 'dashboard':
      return dashboardFacts(resource);
    case 'analysis':
      return analysisFacts(resource);
    case 'domain':
      return domainFacts(resource);
    case 'userProfile':
      return [...memberFacts(resource), ...portalFact(resource.domain)];
    case 'space':
      return [...memberFacts(resource), ['Sharing', resource.sharing], ['Owner', resource.owner], ['App type', resource.appType], ...portalFact(resource.domain)];
  }
}

function dashboardFacts(dashboard: Dashboard): Fact[] {
  return [
    ['Published', dashboard.publishedVersion === undefined ? 'never: there is nothing to open yet' : dashboard.published],
    ['Published version', dashboard.publishedVersion],
    ['Updated', dashboard.updated],
    ['Created', dashboard.created],
    ['ID', dashboard.id],
    ['ARN', dashboard.arn],
  ];
}

function analysisFacts(analysis: Analysis): Fact[] {
  return [
    ['Status', statusInWords(analysis.status)],
    ['Updated', analysis.updated],
    ['Created', analysis.created],
    ['ID', analysis.id],
    ['ARN', analysis.arn],
  ];
}

function domainFacts({ details, ...domain }: StudioDomain): Fact[] {
  const known: Fact[] = details.known
    ? [
        ['Sign-in (AuthMode)', details.authMode === 'SSO' ? 'SSO: through IAM Identity Center' : details.authMode],
        ['Network access', details.networkAccess],
        ['Failure reason', details.failureReason],
      ]
    : [['Details', `not available (${details.error instanceof Error ? details.error.name : 'unknown error'})`]];
  return [['Status', statusInWords(domain.status)], ...known, ['Updated', domain.updated], ['Created', domain.created], ['ID', domain.id], ['ARN', domain.arn]];
}

function memberFacts(member: UserProfile | Space): Fact[] {
  return [
    ['Domain', member.domain.name],
    ['Status', statusInWords(member.status)],
    ['Updated', member.updated],
    ['Created', member.created],
    ['Name', member.id],
    ['ARN', member.arn],
  ];
}

/** In such a domain every row opens the same address. */
function portalFact(domain: StudioDomain): Fact[] {
  return isSso(domain) ? [['Opens', "the domain's own address: whoever signs in there is who they are in Studio"]] : [];
}

/** Names come from AWS accounts, so they are text here and never Markdown. */
function table(title: string, all: Fact[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString().appendMarkdown('**').appendText(title).appendMarkdown('**\n\n');
  for (const [label, value] of all) {
    if (value === undefined || value === '') continue;
    text.appendMarkdown(`${label}: `).appendText(value instanceof Date ? `${value.toLocaleString()} (${ago(value)})` : String(value)).appendMarkdown('  \n');
  }
  return text;
}
