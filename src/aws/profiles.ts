import { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } from '@smithy/core/config';

/** What the two files say of a profile, before any credentials are asked for. */
export interface Profile {
  name: string;
  region?: string;
  kind: 'accessKey' | 'assumeRole' | 'identityCenter' | 'process' | 'webIdentity' | 'login' | 'settingsOnly';
}

/** Sections of the config file that are not profiles; the SDK's parser gives them with these prefixes. */
const OTHER_SECTIONS = ['sso-session', 'services'].map((type) => type + CONFIG_PREFIX_SEPARATOR);

/**
 * The profiles of the shared config and credentials files, as the SDK reads them (`AWS_CONFIG_FILE` and
 * `AWS_SHARED_CREDENTIALS_FILE` honoured). Always reads the files anew, and lets the SDK's own cache know.
 * A missing file counts as an empty one.
 */
export async function loadProfiles(): Promise<Map<string, Profile>> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const profiles = new Map<string, Profile>();
  for (const name of new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])) {
    if (OTHER_SECTIONS.some((prefix) => name.startsWith(prefix))) continue;
    const values = { ...configFile[name], ...credentialsFile[name] };
    const profile: Profile = { name, kind: kindOf(values) };
    if (values.region) profile.region = values.region;
    profiles.set(name, profile);
  }
  return profiles;
}

/** In the order in which the SDK's `fromIni` looks. */
function kindOf(values: Record<string, string | undefined>): Profile['kind'] {
  if (values.role_arn && values.web_identity_token_file) return 'webIdentity';
  if (values.role_arn) return 'assumeRole';
  if (values.aws_access_key_id) return 'accessKey';
  if (values.credential_process) return 'process';
  if (values.sso_session ?? values.sso_start_url) return 'identityCenter';
  if (values.login_session) return 'login';
  return 'settingsOnly';
}
