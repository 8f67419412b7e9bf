import * as vscode from 'vscode';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { profileInUse } from '../aws/profileInUse.ts';
import type { Profile } from '../aws/profiles.ts';
import { looksLikeRegion, REGIONS, type Region } from '../aws/regions.ts';
import { SessionProblem } from '../aws/sessionProblem.ts';
import type { Sessions } from '../sessions.ts';
import { sessionChoice, setSessionChoice } from '../settings.ts';
import { pick, type Choice } from './pickers.ts';
import type { Handler } from './registry.ts';

const PROFILE_KINDS: Record<Profile['kind'], string> = {
  accessKey: 'access key',
  assumeRole: 'role',
  identityCenter: 'IAM Identity Center',
  process: 'credential process',
  webIdentity: 'web identity',
  login: 'console sign-in',
  settingsOnly: 'no credentials of its own',
};

const PARTITIONS = { aws: 'AWS', 'aws-us-gov': 'AWS GovCloud (US)', 'aws-cn': 'AWS China' } as const;

/**
 * Asks for the profile or region that a command lacked.
 * @returns whether the error was of that kind, and the person chose
 */
export async function askForSession(error: unknown): Promise<boolean> {
  if (!(error instanceof SessionProblem) || error.kind === 'noProfile') return false;
  const before = JSON.stringify(sessionChoice());
  await vscode.commands.executeCommand(error.kind === 'noRegion' ? 'quickstudio.selectRegion' : 'quickstudio.selectProfile');
  return JSON.stringify(sessionChoice()) !== before;
}

/** The commands that choose as whom and where to work. */
export function sessionCommands(sessions: Sessions): Record<string, Handler> {
  return {
    selectProfile: async () => {
      const { loadProfiles } = await import('../aws/profiles.ts');
      const active = sessions.where.profile;
      const profiles = [...(await loadProfiles()).values()].sort((a, b) => Number(b.name === active) - Number(a.name === active) || a.name.localeCompare(b.name));
      const { profile: set } = sessionChoice();
      const own = profileInUse({}).label;
      const chosen = await pick<Profile | 'own' | 'editConfig' | 'editCredentials'>({ title: 'Select AWS Profile', placeholder: profiles.length > 0 ? 'Work as which profile?' : 'There are no AWS profiles on this machine.' }, [
        ...profiles.map((profile): Choice<Profile> => ({
          label: profile.name,
          description: [PROFILE_KINDS[profile.kind], profile.region, profile.name === active ? 'active' : undefined].filter(Boolean).join(' · '),
          iconPath: new vscode.ThemeIcon(profile.name === active ? 'check' : 'account'),
          value: profile,
        })),
        { label: '', kind: vscode.QuickPickItemKind.Separator },
        ...(set ? [{ label: `Go Back to ${own}`, description: 'what the environment says', iconPath: new vscode.ThemeIcon('discard'), value: 'own', alwaysShow: true } as const] : []),
        { label: 'Edit Config File', iconPath: new vscode.ThemeIcon('edit'), value: 'editConfig', alwaysShow: true },
        { label: 'Edit Credentials File', iconPath: new vscode.ThemeIcon('edit'), value: 'editCredentials', alwaysShow: true },
      ]);
      if (chosen === 'editConfig') await editAwsFile('config');
      else if (chosen === 'editCredentials') await editAwsFile('credentials');
      else if (chosen) await choose(sessions, { profile: chosen === 'own' ? '' : chosen.name });
    },

    selectRegion: async () => {
      const region = await pickRegion(sessions.where.region);
      if (region !== undefined) await choose(sessions, { region });
    },

    editConfigFile: () => editAwsFile('config'),
    editCredentialsFile: () => editAwsFile('credentials'),
  };
}

/** A changed setting opens another session by itself. What is chosen already is tried again: the files may have been mended. */
async function choose(sessions: Sessions, choice: { profile: string } | { region: string }): Promise<void> {
  const before = JSON.stringify(sessionChoice());
  await setSessionChoice(choice);
  if (JSON.stringify(sessionChoice()) === before) sessions.reset();
}

/** Asks for a region: one of the SDK's, or any other that is typed. '' takes the setting back. */
function pickRegion(active: string | undefined): Promise<string | undefined> {
  const input = vscode.window.createQuickPick<Choice<string>>();
  input.title = 'Select AWS Region';
  input.placeholder = 'Work in which region? Type any other';
  input.matchOnDescription = true;
  const choiceOf = ({ id, description }: Region): Choice<string> => ({
    label: id,
    description: id === active ? `${description} · active` : description,
    iconPath: new vscode.ThemeIcon(id === active ? 'check' : 'globe'),
    value: id,
  });
  const known: (Choice<string> | vscode.QuickPickItem)[] = [
    ...REGIONS.filter(({ id }) => id === active).map(choiceOf),
    { label: "Use the profile's region", iconPath: new vscode.ThemeIcon('discard'), value: '', alwaysShow: true },
    ...(Object.keys(PARTITIONS) as (keyof typeof PARTITIONS)[]).flatMap((partition) => [
      { label: PARTITIONS[partition], kind: vscode.QuickPickItemKind.Separator },
      ...REGIONS.filter((region) => region.partition === partition && region.id !== active).map(choiceOf),
    ]),
  ];
  const show = (typed: string) => {
    const isNew = looksLikeRegion(typed) && !REGIONS.some(({ id }) => id === typed);
    input.items = [...(isNew ? [{ label: typed, description: 'as typed', value: typed }] : []), ...known] as Choice<string>[];
  };
  show('');
  input.activeItems = input.items.filter(({ value }) => active !== undefined && value === active);
  input.onDidChangeValue((value) => show(value.trim()));
  return new Promise((resolve) => {
    input.onDidAccept(() => {
      resolve(input.selectedItems[0]?.value);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

/** Opens one of the AWS files; one that is not there yet comes to be when it is saved. */
async function editAwsFile(name: 'config' | 'credentials'): Promise<void> {
  const set = name === 'config' ? process.env.AWS_CONFIG_FILE : process.env.AWS_SHARED_CREDENTIALS_FILE;
  const file = vscode.Uri.file(set ?? join(homedir(), '.aws', name));
  const exists = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  const document = await vscode.workspace.openTextDocument(exists ? file : file.with({ scheme: 'untitled' }));
  await vscode.window.showTextDocument(document);
}
