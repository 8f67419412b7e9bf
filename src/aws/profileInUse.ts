/** What a person chose; everything else comes from the environment and the AWS files. */
export interface SessionChoice {
  profile?: string;
  region?: string;
}

export interface ProfileInUse {
  /** What to show: the profile's name, or `environment` where its keys are used and no profile is. */
  label: string;
  /** The name to give the SDK; undefined where its default chain is used. */
  name?: string;
  chosenBy: 'setting' | 'AWS_PROFILE' | 'default' | 'environment';
}

/**
 * The choice, then `AWS_PROFILE`, then `default`; keys in the environment come before a profile that nobody chose, as in
 * every AWS SDK. Reads no file, so that it can be told before anything is.
 */
export function profileInUse(choice: SessionChoice, env = process.env): ProfileInUse {
  if (choice.profile) return { label: choice.profile, name: choice.profile, chosenBy: 'setting' };
  if (env.AWS_PROFILE) return { label: env.AWS_PROFILE, name: env.AWS_PROFILE, chosenBy: 'AWS_PROFILE' };
  if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) return { label: 'environment', chosenBy: 'environment' };
  return { label: 'default', chosenBy: 'default' };
}
