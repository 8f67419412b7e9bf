// AWS profiles for the emulator's identities, in files of their own: the person's are neither read nor written.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator, Identity } from '../emulator/emulator.ts';

/**
 * Writes `config` and `credentials` into `dir` (made if need be), readable by this user alone, with these profiles:
 * `demo` (an author), `demo-viewer`, `demo-contractor`, `demo-sandbox`, `demo-wrong-key` (the author's key id with another
 * secret) and `demo-no-region` (the author, with no region).
 * @returns the environment variables that make AWS SDKs and the AWS CLI use these files, and `demo` by default
 */
export function writeDemoProfiles(dir: string, emulator: Pick<Emulator, 'endpoint' | 'region' | 'identities'>) {
  const { author, viewer, contractor, sandbox } = emulator.identities;
  const profiles: { name: string; identity: Identity; region?: string }[] = [
    { name: 'demo', identity: author, region: emulator.region },
    { name: 'demo-viewer', identity: viewer, region: emulator.region },
    { name: 'demo-contractor', identity: contractor, region: emulator.region },
    { name: 'demo-sandbox', identity: sandbox, region: emulator.region },
    { name: 'demo-wrong-key', identity: { ...author, secretAccessKey: 'wrong/'.padEnd(40, 'x') }, region: emulator.region },
    { name: 'demo-no-region', identity: author },
  ];
  const section = (title: string, settings: Record<string, string | undefined>) =>
    [`[${title}]`, ...Object.entries(settings).filter(([, value]) => value !== undefined).map(([name, value]) => `${name} = ${value!}`), ''].join('\n');

  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const config = path.join(dir, 'config');
  const credentials = path.join(dir, 'credentials');
  writeFileSync(config, profiles.map(({ name, region }) => section(`profile ${name}`, { region, endpoint_url: emulator.endpoint })).join('\n'), { mode: 0o600 });
  writeFileSync(
    credentials,
    profiles
      .map(({ name, identity }) =>
        section(name, {
          aws_access_key_id: identity.accessKeyId,
          aws_secret_access_key: identity.secretAccessKey,
          aws_session_token: identity.sessionToken,
        }),
      )
      .join('\n'),
    { mode: 0o600 },
  );
  return { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_PROFILE: 'demo', AWS_EC2_METADATA_DISABLED: 'true' };
}
