import * as vscode from 'vscode';
import type { Session } from '../aws/session.ts';
import { needsNewCredentials } from '../errors.ts';
import { log } from '../log.ts';
import { openInExternalBrowser } from '../preview/browser.ts';
import type { Opener, ToOpen } from '../preview/opener.ts';
import { openingName, type Opening } from '../preview/openings.ts';
import { awsConsoleUrl, quickSightWebsite, type Resource, type ResourceKind } from '../resources.ts';
import type { Sessions } from '../sessions.ts';
import type { Node } from '../tree/nodes.ts';
import type { ResourceView } from '../tree/view.ts';
import type { Handler } from './registry.ts';
import { ResourcePickers } from './resourcePickers.ts';

const ALL_KINDS: readonly ResourceKind[] = ['dashboard', 'analysis', 'domain', 'userProfile', 'space'];

/** The commands about dashboards, analyses, domains and what is in them. A tree row may be given; else it is asked for. */
export function resourceCommands(sessions: Sessions, { tree, revealUnlessLeft }: ResourceView, opener: Opener): Record<string, Handler> {
  const pickers = new ResourcePickers(sessions);

  const open = async (opening: Opening | undefined) => {
    if (opening) await opener.open({ opening });
  };
  /** What a command is about: the row it was called on, the page that is the active editor, or what the person picks. */
  const subject = async (node: Node | undefined, title: string): Promise<{ resource: Resource; belongsTo?: Session } | undefined> => {
    if (node?.kind === 'resource') return { resource: node.resource };
    const page = opener.panels.active;
    if (page?.opening.kind === 'dashboard' || page?.opening.kind === 'analysis') return { resource: page.opening, belongsTo: page.belongsTo };
    const resource = await pickers.any(title, ALL_KINDS);
    return resource && { resource };
  };
  const toOpen = async (node: Node | undefined, title: string): Promise<ToOpen | undefined> => {
    if (node?.kind !== 'resource' && opener.panels.active) return opener.panels.active;
    const found = await subject(node, title);
    const opening = found && (await pickers.openingOf(found.resource, title));
    return opening && { opening };
  };

  return {
    open: async (node?: Node) => {
      if (node?.kind === 'resource') await open(await pickers.openingOf(node.resource, 'Open'));
    },
    openDashboard: async () => open(await pickers.dashboard('Open Dashboard')),
    openAnalysis: async () => open(await pickers.analysis('Open Analysis')),
    openConsole: async () => open(await pickers.console('Open QuickSight Console')),
    openStudio: async (node?: Node) =>
      open(await pickers.studio('Open SageMaker Studio', node?.kind === 'resource' && node.resource.kind === 'domain' ? { domain: node.resource } : {})),

    openInBrowser: async (node?: Node) => {
      const what = await toOpen(node, 'Open in Browser');
      if (what) await opener.open(what, 'externalBrowser');
    },

    copyUrl: async (node?: Node) => {
      const what = await toOpen(node, 'Copy URL');
      if (!what) return;
      const { expiresAt, singleUse, as } = await opener.copyUrl(what);
      const life =
        expiresAt && singleUse ? ` Until ${expiresAt.toLocaleTimeString()}, whoever opens it is signed in as ${as}, once.` : " It is the domain's own address: whoever opens it signs in as themselves.";
      void vscode.window.showInformationMessage(`Copied the URL of ${openingName(what.opening)}.${life}`);
    },

    copyArn: async (node?: Node) => {
      const found = await subject(node, 'Copy ARN');
      if (found) await copy(found.resource.arn, 'ARN');
    },

    copyId: async (node?: Node) => {
      const found = await subject(node, 'Copy ID');
      if (found) await copy(found.resource.id, 'ID');
    },

    openInAwsConsole: async (node?: Node) => {
      const found = await subject(node, 'Open in AWS Console');
      if (!found) return;
      const { region, partition } = found.belongsTo ?? (await sessions.getUsable());
      await openInExternalBrowser(awsConsoleUrl(found.resource, region, partition.name));
    },

    openQuickSightWebsite: async () => {
      const { region, partition } = await sessions.getUsable();
      await openInExternalBrowser(quickSightWebsite(region, partition.name));
    },

    loadMore: async (node?: Node) => {
      if (node?.kind === 'more') await revealUnlessLeft(() => tree.loadMore(node.parent));
    },

    retry: async (node?: Node) => {
      if (node?.kind !== 'failed') return;
      // New credentials need a new session; anything else may go on from the page that failed.
      if (needsNewCredentials(node.explanation.kind)) sessions.reset();
      else await revealUnlessLeft(() => tree.loadMore(node.parent));
    },

    copyPolicy: async (node?: Node) => {
      if (node?.kind === 'failed' && node.explanation.policy !== undefined) await copy(node.explanation.policy, 'IAM statement');
    },

    // VS Code hands a button in the title bar the row that is selected: that one is about the whole tree all the same.
    refresh: () => sessions.reset(),
    refreshRow: (node?: Node) => {
      if (sessions.isRefused) sessions.reset();
      else if (node) tree.refresh(node);
    },

    showLog: () => log.show(),
  };
}

async function copy(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`Copied ${what}`, 3000);
}
