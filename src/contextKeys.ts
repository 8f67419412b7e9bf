import * as vscode from 'vscode';
import type { ErrorKind } from './errors.ts';

/** The context keys that `when` clauses in package.json ask for. */
interface ContextKeys {
  /** Why the tree is empty; the welcome views are chosen by it. */
  'quickstudio.problem': ErrorKind | undefined;
}

export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
