import * as vscode from 'vscode';
import { explain } from '../errors.ts';
import { log } from '../log.ts';
import { remedyOf } from '../remedies.ts';
import type { Sessions } from '../sessions.ts';

/** Shows what went wrong with the one action that helps, and the log. Says nothing of what was cancelled. */
export function showError(error: unknown, sessions: Sessions): void {
  const explanation = explain(error, sessions.where);
  if (explanation.kind === 'cancelled') return;
  log.error(explanation.problem, error);
  const action = remedyOf(explanation);
  const buttons = [...(action ? [action.label] : []), 'Show Log'];
  void vscode.window.showErrorMessage(`${explanation.problem} ${explanation.help}`, ...buttons).then((choice) => {
    if (choice === 'Show Log') log.show();
    else if (choice !== undefined) void action?.run();
  });
}
