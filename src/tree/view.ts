import * as vscode from 'vscode';
import type { Sessions } from '../sessions.ts';
import type { Node } from './nodes.ts';
import { ResourceTree } from './provider.ts';

/** The side bar's tree and what the commands do with it. */
export interface ResourceView {
  tree: ResourceTree;
  dispose: () => void;
  /** Loads, and then gives the focus to what came, unless the person has turned to something else meanwhile. */
  revealUnlessLeft: (load: () => Promise<Node | undefined>) => Promise<void>;
}

/** Milliseconds. Who waited longer looks elsewhere. */
const PATIENCE = 1000;

/** The tree in the side bar; its first line says as whom and where. */
export function createTree(sessions: Sessions): ResourceView {
  const tree = new ResourceTree(sessions);
  const view = vscode.window.createTreeView<Node>('quickstudio.resources', { treeDataProvider: tree, showCollapseAll: true });
  const describe = () => {
    // A message would hide the welcome view that says what is wrong.
    view.message = sessions.live ? sessions.headline : undefined;
  };
  describe();
  const disposables = vscode.Disposable.from(view, tree, sessions.onDidChange(describe));

  return {
    tree,
    dispose: () => void disposables.dispose(),
    revealUnlessLeft: async (load) => {
      const left = { isLeft: false };
      const leave = () => (left.isLeft = true);
      const { onDidChangeActiveTextEditor, onDidChangeTextEditorSelection, onDidChangeActiveTerminal, onDidChangeWindowState, tabGroups } = vscode.window;
      const events = [
        onDidChangeActiveTextEditor,
        onDidChangeTextEditorSelection,
        onDidChangeActiveTerminal,
        onDidChangeWindowState,
        tabGroups.onDidChangeTabs,
        view.onDidCollapseElement,
        view.onDidChangeVisibility,
      ] as vscode.Event<unknown>[];
      const signs = events.map((on) => on(leave));
      const startedAt = performance.now();
      try {
        const node = await load();
        if (node && !left.isLeft && view.visible && performance.now() - startedAt < PATIENCE) await view.reveal(node, { select: false, focus: true });
      } catch {
        // The row went as it was to be shown: refreshed, or of a session that ended.
      } finally {
        for (const sign of signs) sign.dispose();
      }
    },
  };
}
