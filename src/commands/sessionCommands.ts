import * as vscode from 'vscode';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../aws/profiles.ts';
import { looksLikeRegion, REGIONS } from '../aws/regions.ts';
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

/** The commands that choose as whom and where to work. */
export function sessionCommands(sessions: Sessions): Record<string, Handler> {
  return {
    selectProfile: async () => {
      const { loadProfiles } = await import('../aws/profiles.ts');
      const active = sessions.where.profile;
      const profiles = [...(await loadProfiles()).values()].sort((a, b) => Number(b.name === active) - Number(a.name === active) || a.name.localeCompare(b.name));
      const chosen = await pick<Profile | 'edit'>({ title: 'Select AWS Profile', placeholder: profiles.length > 0 ? 'Work as which profile?' : 'There are no AWS profiles on this machine.' }, [
        ...profiles.map((profile): Choice<Profile> => ({
          label: profile.name,
          description: [PROFILE_KINDS[profile.kind], profile.region, profile.name === active ? 'active' : undefined].filter(Boolean).join(' · '),
          iconPath: new vscode.ThemeIcon(profile.name === active ? 'check' : 'account'),
          value: profile,
        })),
        { label: '', kind: vscode.QuickPickItemKind.Separator },
        { label: 'Edit Config File', iconPath: new vscode.ThemeIcon('edit'), value: 'edit', alwaysShow: true },
      ]);
      if (chosen === 'edit') await editConfigFile();
      else if (chosen) await choose(sessions, { profile: chosen.name });
    },

    selectRegion: async () => {
      const region = await pickRegion(sessions.where.region);
      if (region !== undefined) await choose(sessions, { region });
    },

    editConfigFile,
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
  const known: (Choice<string> | vscode.QuickPickItem)[] = [
    { label: "The profile's own", description: 'take the setting back', iconPath: new vscode.ThemeIcon('discard'), value: '' },
    ...(Object.keys(PARTITIONS) as (keyof typeof PARTITIONS)[]).flatMap((partition) => [
      { label: PARTITIONS[partition], kind: vscode.QuickPickItemKind.Separator },
      ...REGIONS.filter((region) => region.partition === partition).map(({ id, description }) => ({
        label: id,
        description: id === active ? `${description} · active` : description,
        iconPath: new vscode.ThemeIcon(id === active ? 'check' : 'globe'),
        value: id,
      })),
    ]),
  ];
  const show = (typed: string) => {
    const isNew = looksLikeRegion(typed) && !REGIONS.some(({ id }) => id === typed);
    input.items = [...(isNew ? [{ label: typed, description: 'as typed', value: typed }] : []), ...known] as Choice<string>[];
  };
  show('');
  input.activeItems = input.items.filter(({ value }) => value === active);
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

/** Opens the AWS config file; one that is not there yet comes to be when it is saved. */
async function editConfigFile(): Promise<void> {
  const file = vscode.Uri.file(process.env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config'));
  const exists = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  const document = await vscode.workspace.openTextDocument(exists ? file : file.with({ scheme: 'untitled' }));
  await vscode.window.showTextDocument(document);
}
