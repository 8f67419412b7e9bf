// What host tests share: an emulator in this very process, and settings that go back to what they were.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/emulator.ts';
import { writeDemoProfiles } from '../harness/aws-profiles.ts';

export interface DemoAccount {
  emulator: Emulator;
  /** Where the config and credentials files are. */
  dir: string;
  /** Operations that were called since the last call of this, in order. */
  calls(): string[];
  end(): Promise<void>;
}

/** Starts the emulator and makes its profiles the AWS files of this extension host. */
export async function startDemoAccount(options: EmulatorOptions = {}): Promise<DemoAccount> {
  const emulator = await startEmulator(options);
  const dir = mkdtempSync(path.join(tmpdir(), 'quickstudio-host-aws-'));
  const before = { ...process.env };
  Object.assign(process.env, writeDemoProfiles(dir, emulator));
  let seen = 0;
  return {
    emulator,
    dir,
    calls: () => {
      const operations = emulator.requests.slice(seen).map(({ operation }) => operation);
      seen = emulator.requests.length;
      return operations;
    },
    end: async () => {
      for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
      await emulator.close();
      rmSync(dir, { recursive: true });
    },
  };
}

/** Sets one of our settings for the person, as the settings editor would. */
export async function setSetting(name: 'profile' | 'region' | 'openIn', value: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('quickstudio').update(name, value, vscode.ConfigurationTarget.Global);
}
