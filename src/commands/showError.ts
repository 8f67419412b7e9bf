import * as vscode from 'vscode';
import { explain, type Explanation, type Remedy } from '../errors.ts';
import { log } from '../log.ts';
import type { Sessions } from '../sessions.ts';

/** Shows what went wrong with the one action that helps, and the log. Says nothing of what was cancelled. */
export function showError(error: unknown, sessions: Sessions): void {
  const explanation = explain(error, sessions.where);
  if (explanation.kind === 'cancelled') return;
  log.error(explanation.problem, error);
  const action = actionOf(explanation.remedy);
  const buttons = [...(action ? [action.label] : []), 'Show Log'];
  void vscode.window.showErrorMessage(`${explanation.problem} ${explanation.help}`, ...buttons).then((choice) => {
    if (choice === 'Show Log') log.show();
    else if (choice !== undefined && action) void action.run(explanation);
  });
}

interface Action {
  label: string;
  run: (explanation: Explanation) => Thenable<unknown>;
}

function actionOf(remedy: Remedy): Action | undefined {
  const command = (label: string, name: string): Action => ({ label, run: () => vscode.commands.executeCommand(`quickstudio.${name}`) });
  switch (remedy) {
    case 'selectProfile':
      return command('Select Profile', 'selectProfile');
    case 'selectRegion':
      return command('Select Region', 'selectRegion');
    case 'editConfigFile':
      return command('Edit Config File', 'editConfigFile');
    case 'openQuickSight':
      return command('Open QuickSight', 'openQuickSightWebsite');
    case 'copyPolicy':
      return { label: 'Copy IAM Statement', run: ({ policy = '' }) => vscode.env.clipboard.writeText(policy) };
    case 'retry':
    case 'none':
      return undefined;
  }
}
