import * as vscode from 'vscode';
import type { Sessions } from '../sessions.ts';
import type { Node } from './nodes.ts';
import { ResourceTree } from './provider.ts';

/** The tree in the side bar; its first line says as whom and where. */
export function createTree(sessions: Sessions): { tree: ResourceTree; view: vscode.TreeView<Node> } {
  const tree = new ResourceTree(sessions);
  const view = vscode.window.createTreeView<Node>('quickstudio.resources', { treeDataProvider: tree, showCollapseAll: true });
  const describe = () => {
    const { state, where } = sessions;
    const account = state.kind === 'open' ? state.identity?.accountId : undefined;
    // A message would hide the welcome view that says what is wrong.
    view.message = state.kind === 'open' ? [where.profile, where.region, account].filter(Boolean).join(' · ') : undefined;
  };
  describe();
  sessions.onDidChange(describe);
  return { tree, view };
}
