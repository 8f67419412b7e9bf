import * as vscode from 'vscode';
import type { SessionChoice } from './aws/profileInUse.ts';
import type { OpenIn } from './preview/target.ts';

const SECTION = 'quickstudio';

/** The profile and region that the person set. Both settings are of `machine` scope: a workspace cannot choose them. */
export function sessionChoice(): SessionChoice {
  const settings = vscode.workspace.getConfiguration(SECTION);
  return { profile: settings.get<string>('profile')?.trim(), region: settings.get<string>('region')?.trim() };
}

export function openIn(): OpenIn {
  return vscode.workspace.getConfiguration(SECTION).get<OpenIn>('openIn', 'auto');
}

/** Writes to the person's own settings (on a remote, to those of that machine). An empty value goes back to the default. */
export async function setSessionChoice(choice: SessionChoice): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  for (const [name, value] of Object.entries(choice) as [keyof SessionChoice, string | undefined][]) {
    // Each change opens another session.
    if (settings.get<string>(name) !== (value ?? '')) await settings.update(name, value || undefined, vscode.ConfigurationTarget.Global);
  }
}

export function onDidChangeSessionChoice(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.profile`) || event.affectsConfiguration(`${SECTION}.region`)) listener();
  });
}
