import * as vscode from 'vscode';
import type { Sessions } from './sessions.ts';

/** Profile, region and account id, always on screen: as whom, and where. */
export function createStatusBar(sessions: Sessions): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('quickstudio.session', vscode.StatusBarAlignment.Left, 0);
  item.name = 'QuickStudio session';
  item.command = 'quickstudio.selectProfile';
  const render = () => {
    const { state } = sessions;
    const { profile, region } = sessions.where;
    const account = sessions.accountId;
    item.text = `$(${state.kind === 'failed' ? 'warning' : 'dashboard'}) ${sessions.headline}`;
    item.tooltip = tooltip(sessions);
    item.accessibilityInformation = { label: `QuickStudio: profile ${profile}, ${region ? `region ${region}` : 'no region'}${account ? `, account ${account}` : ''}${state.kind === 'failed' ? `. ${state.explanation.problem}` : ''}` };
    item.backgroundColor = state.kind === 'failed' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  };
  render();
  return vscode.Disposable.from(item, sessions.onDidChange(render));
}

function tooltip({ state, where }: Sessions): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  const line = (label: string, value: string | undefined) => {
    if (value) text.appendMarkdown(`${label}: `).appendText(value).appendMarkdown('\n\n');
  };
  line('Profile', where.profile);
  line('Region', where.region);
  if (state.kind === 'open') {
    line('Account', state.identity?.accountId);
    line('Identity', state.identity?.arn);
    line('Endpoint', state.session.endpoint && new URL(state.session.endpoint).host);
  } else if (state.kind === 'failed') {
    text.appendText(`${state.explanation.problem} ${state.explanation.help}`).appendMarkdown('\n\n');
  }
  text.appendMarkdown('[Select Profile](command:quickstudio.selectProfile) · [Select Region](command:quickstudio.selectRegion)');
  text.isTrusted = { enabledCommands: ['quickstudio.selectProfile', 'quickstudio.selectRegion'] };
  return text;
}
