// An emulator as the AWS of a test suite, reached as any endpoint is: through AWS files in a folder of the suite's own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SessionChoice } from '../../../src/aws/profileInUse.ts';
import { openSession, type CallReport, type Session } from '../../../src/aws/session.ts';
import { startEmulator, type Emulator, type EmulatorOptions, type IdentityName } from '../../emulator/emulator.ts';
import { writeDemoProfiles } from '../../harness/aws-profiles.ts';

/** What the tests of a suite share. */
export interface Aws {
  readonly emulator: Emulator;
  /** Where the suite's AWS files are. */
  readonly dir: string;
  /** Every call that sessions opened here reported, since the test began. */
  readonly reports: CallReport[];
  /** Opens a session, by default as the author in the emulator's region. It ends with the test. */
  open(choice?: SessionChoice): Promise<Session>;
  /** Opens a session as one of the emulator's identities. */
  openAs(identity: IdentityName): Promise<Session>;
  /** The operations that the emulator was asked for since the test began, in order. */
  asked(): string[];
}

/** Starts an emulator before the suite and stops it after. Between tests nothing stays but what was minted. */
export function useAws(options?: EmulatorOptions): Aws {
  let emulator: Emulator | undefined;
  let dir: string | undefined;
  const sessions: Session[] = [];
  const reports: CallReport[] = [];
  const restore = useEnvironment(() => writeDemoProfiles(dir!, emulator!));

  before(async () => {
    dir = tempFolder();
    emulator = await startEmulator(options);
  });
  beforeEach(() => restore.set());
  afterEach(() => {
    for (const session of sessions.splice(0)) session.end();
    reports.length = 0;
    emulator!.unfail();
    emulator!.requests.length = 0;
    restore.back();
  });
  after(async () => {
    rmSync(dir!, { recursive: true, force: true });
    await emulator!.close();
  });

  const open = async (choice: SessionChoice = { profile: 'demo' }) => {
    const session = await openSession(choice, (report) => reports.push(report));
    sessions.push(session);
    return session;
  };
  return {
    get emulator() {
      return emulator!;
    },
    get dir() {
      return dir!;
    },
    reports,
    open,
    openAs: (identity) => open({ profile: identity === 'author' ? 'demo' : `demo-${identity}` }),
    asked: () => emulator!.requests.map(({ operation }) => operation),
  };
}

/** A folder for one suite; it removes the folder itself. */
export function tempFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'quickstudio-unit-'));
}

/** Writes a config and a credentials file, and gives the variables that point at them. */
export function writeAwsFiles(dir: string, config: string, credentials = ''): Record<string, string> {
  const files = { AWS_CONFIG_FILE: path.join(dir, 'config'), AWS_SHARED_CREDENTIALS_FILE: path.join(dir, 'credentials') };
  writeFileSync(files.AWS_CONFIG_FILE, config);
  writeFileSync(files.AWS_SHARED_CREDENTIALS_FILE, credentials);
  return { ...files, AWS_EC2_METADATA_DISABLED: 'true' };
}

/** Takes the place of all AWS_ variables of this process, and gives them back. AWS_PROFILE is each test's to set. */
export function useEnvironment(variables: () => Record<string, string>): { set(): void; back(): void } {
  let saved: NodeJS.ProcessEnv = {};
  const clear = () => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
  };
  return {
    set() {
      saved = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')));
      clear();
      Object.assign(process.env, variables());
      delete process.env.AWS_PROFILE;
    },
    back() {
      clear();
      Object.assign(process.env, saved);
    },
  };
}

/** What a promise was rejected with. Throws where it was not. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error('It was rejected with something that is no Error.', { cause: error });
  }
  throw new Error('It was not rejected.');
}

/**
 * The parts of a minted URL that nobody may read: its query, each parameter's value, and the id in its path.
 * Values such as `quicksight` and `true`, which all URLs share, are no secrets.
 */
export function secretsOf(url: string): string[] {
  const { pathname } = new URL(url);
  const query = url.slice(url.indexOf('?') + 1);
  const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1)).filter((value) => value.length > 12);
  return [url, query, ...values, ...values.flatMap((value) => value.split(/%[0-9a-f]{2}|[~+]/i)).filter((part) => part.length > 12), ...pathname.split('/').filter((part) => /^[0-9a-f]{32}$/.test(part))];
}
