import * as vscode from 'vscode';
import { log } from '../log.ts';
import { openInExternalBrowser } from '../preview/browser.ts';
import type { Opener } from '../preview/opener.ts';
import { openingName, type Opening } from '../preview/openings.ts';
import { awsConsoleUrl, quickSightWebsite, type Resource, type ResourceKind } from '../resources.ts';
import type { Sessions } from '../sessions.ts';
import type { Node } from '../tree/nodes.ts';
import type { ResourceTree } from '../tree/provider.ts';
import type { Handler } from './registry.ts';
import { ResourcePickers } from './resourcePickers.ts';

const ALL_KINDS: readonly ResourceKind[] = ['dashboard', 'analysis', 'domain', 'userProfile', 'space'];

/** The commands about dashboards, analyses, domains and what is in them. A tree row may be given; else it is asked for. */
export function resourceCommands(sessions: Sessions, tree: ResourceTree, view: vscode.TreeView<Node>, opener: Opener): Record<string, Handler> {
  const pickers = new ResourcePickers(sessions);

  const open = async (opening: Opening | undefined) => {
    if (opening) await opener.open(opening);
  };
  const resourceOf = async (node: Node | undefined, title: string): Promise<Resource | undefined> => {
    if (node?.kind === 'resource') return node.resource;
    const active = opener.panels.active;
    return active?.kind === 'dashboard' || active?.kind === 'analysis' ? active : pickers.any(title, ALL_KINDS);
  };
  const openingFor = async (node: Node | undefined, title: string): Promise<Opening | undefined> => {
    if (!node && opener.panels.active) return opener.panels.active;
    const resource = await resourceOf(node, title);
    return resource && pickers.openingOf(resource, title);
  };

  return {
    open: async (node?: Node) => open(await openingFor(node, 'Open')),
    openDashboard: async () => open(await pickers.dashboard('Open Dashboard')),
    openAnalysis: async () => open(await pickers.analysis('Open Analysis')),
    openConsole: async () => open(await pickers.console('Open QuickSight Console')),
    openStudio: async (node?: Node) =>
      open(await pickers.studio('Open SageMaker Studio', node?.kind === 'resource' && node.resource.kind === 'domain' ? { domain: node.resource } : {})),

    openInBrowser: async (node?: Node) => {
      const opening = await openingFor(node, 'Open in Browser');
      if (opening) await opener.open(opening, 'externalBrowser');
    },

    copyUrl: async (node?: Node) => {
      const opening = await openingFor(node, 'Copy URL');
      if (!opening) return;
      const { singleUse, as } = await opener.copyUrl(opening);
      const life = singleUse ? ` Whoever opens it within 5 minutes is signed in as ${as}, once.` : '';
      void vscode.window.showInformationMessage(`Copied the URL of ${openingName(opening)}.${life}`);
    },

    copyArn: async (node?: Node) => {
      const resource = await resourceOf(node, 'Copy ARN');
      if (resource) await copy(resource.arn, 'ARN');
    },

    copyId: async (node?: Node) => {
      const resource = await resourceOf(node, 'Copy ID');
      if (resource) await copy(resource.id, 'ID');
    },

    openInAwsConsole: async (node?: Node) => {
      const resource = await resourceOf(node, 'Open in AWS Console');
      if (!resource) return;
      const { region, partition } = await sessions.get();
      await openInExternalBrowser(awsConsoleUrl(resource, region, partition.name));
    },

    openQuickSightWebsite: async () => {
      const { region, partition } = await sessions.get();
      await openInExternalBrowser(quickSightWebsite(region, partition.name));
    },

    loadMore: async (node?: Node) => {
      if (node?.kind !== 'more') return;
      const first = await tree.loadMore(node.parent);
      // The row that had the focus is gone; go on where its place was.
      if (first && view.visible) await view.reveal(first, { select: false, focus: true });
    },

    retry: async (node?: Node) => {
      if (node?.kind !== 'failed') {
        sessions.reset();
        return;
      }
      // New credentials need a new session; anything else may go on from the page that failed.
      if (['rejectedKey', 'expired', 'noCredentials'].includes(node.explanation.kind)) sessions.reset();
      else await tree.loadMore(node.parent);
    },

    refresh: (node?: Node) => {
      if (node) tree.refresh(node);
      else sessions.reset();
    },

    showLog: () => log.show(),
  };
}

async function copy(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`Copied ${what}`, 3000);
}
