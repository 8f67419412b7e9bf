import type * as vscode from 'vscode';
import { registerCommands } from './commands/registry.ts';
import { resourceCommands } from './commands/resourceCommands.ts';
import { askForSession, sessionCommands } from './commands/sessionCommands.ts';
import { showError } from './commands/showError.ts';
import { log } from './log.ts';
import { Opener } from './preview/opener.ts';
import { Sessions } from './sessions.ts';
import { createStatusBar } from './statusBar.ts';
import { createTree } from './tree/view.ts';

/** Puts the parts together. Reads no file, asks AWS nothing and awaits nothing: all that happens when it is needed. */
export function activate(context: vscode.ExtensionContext): void {
  const sessions = new Sessions();
  const show = (error: unknown, tryAgain?: () => void) => showError(error, sessions, tryAgain);
  const opener = new Opener(context.extensionUri, sessions, show);
  const view = createTree(sessions);
  const commands = { ...sessionCommands(sessions), ...resourceCommands(sessions, view, opener) };
  context.subscriptions.push(sessions, opener, view, createStatusBar(sessions), registerCommands(commands, { ask: askForSession, show }), log);
}
