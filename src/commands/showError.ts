import * as vscode from 'vscode';
import { explain } from '../errors.ts';
import { log } from '../log.ts';
import { remedyOf } from '../remedies.ts';
import type { Sessions } from '../sessions.ts';

/** Shows what went wrong with the one action that helps, and the log. Says nothing of what was cancelled. */
export function showError(error: unknown, sessions: Sessions, tryAgain?: () => void): void {
  const explanation = explain(error, sessions.where);
  if (explanation.kind === 'cancelled') return;
  log.error(explanation.problem, error);
  const actions = new Map<string, () => unknown>();
  const remedy = remedyOf(explanation);
  if (remedy) actions.set(remedy.label, remedy.run);
  else if (explanation.remedy === 'retry' && tryAgain) actions.set('Try Again', tryAgain);
  actions.set('Show Log', log.show);
  void vscode.window.showErrorMessage(`${explanation.problem} ${explanation.help}`.trim(), ...actions.keys()).then((choice) => choice && actions.get(choice)?.());
}
