import * as vscode from 'vscode';
import type { Explanation } from './errors.ts';
import { setSessionChoice } from './settings.ts';

/** The one action that helps, as a button offers it. */
export interface RemedyAction {
  label: string;
  run: () => Thenable<unknown>;
}

/** The action that an explanation names; undefined where only waiting or trying again helps. */
export function remedyOf({ remedy, policy = '', choice = {} }: Explanation): RemedyAction | undefined {
  const command = (label: string, name: string): RemedyAction => ({ label, run: () => vscode.commands.executeCommand(`quickstudio.${name}`) });
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
      return { label: 'Copy IAM Statement', run: () => vscode.env.clipboard.writeText(policy) };
    case 'switchSession':
      return { label: 'Switch Back', run: () => setSessionChoice({ profile: choice.profile, region: choice.region }) };
    case 'retry':
    case 'none':
      return undefined;
  }
}
