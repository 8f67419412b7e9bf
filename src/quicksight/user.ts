import { DescribeUserCommand } from '@aws-sdk/client-quicksight';
import { callerIdentity } from '../aws/callerIdentity.ts';
import type { Session } from '../aws/session.ts';
import { quickSight } from './client.ts';

/** The caller as QuickSight knows it, or why it is not known. */
export type QuickSightUser =
  | { known: true; arn: string; name: string; role: string; identityRegion: string }
  | { known: false; /** The user name that was tried, if the ARN gives one. */ tried?: string; why: string };

const NAMESPACE = 'default';

/**
 * The QuickSight user of the session's credentials, asked for once in a session. Derived from the caller's ARN and
 * confirmed with DescribeUser in the region where the account's users live, which need not be the session's. A network may
 * close that region off while the session's is open: then the user is not known.
 * @throws what DescribeUser throws when AWS could not be asked at all (network, credentials); that AWS says there is no
 * such user, or does not let us ask, is an answer
 */
export function quickSightUser(session: Session): Promise<QuickSightUser> {
  return session.once(quickSightUser, () => findUser(session));
}

async function findUser(session: Session): Promise<QuickSightUser> {
  const name = userNameOf((await callerIdentity(session)).arn);
  if (name === undefined) return { known: false, why: 'the caller is neither an IAM user nor a role session' };
  try {
    return await describeUser(session, name, session.region);
  } catch (error) {
    const identityRegion = identityRegionOf(error);
    if (identityRegion === undefined || identityRegion === session.region) return unknownUser(name, error);
    try {
      return await describeUser(session, name, identityRegion);
    } catch (second) {
      session.signal.throwIfAborted();
      return unknownUser(name, second, `the users' region ${identityRegion} could not be asked`);
    }
  }
}

async function describeUser(session: Session, name: string, region: string): Promise<QuickSightUser> {
  const { client, AwsAccountId, options } = await quickSight(session, region);
  const { User } = await client.send(new DescribeUserCommand({ AwsAccountId, Namespace: NAMESPACE, UserName: name }), options);
  // ListUsers and DescribeUser were seen to answer with the ARN "N/A" (aws/aws-sdk#135).
  const arn = User?.Arn?.startsWith('arn:') ? User.Arn : `arn:${session.partition.name}:quicksight:${region}:${AwsAccountId}:user/${NAMESPACE}/${name}`;
  return { known: true, arn, name, role: User?.Role ?? 'unknown', identityRegion: region };
}

/** @param otherwise why, where the error is no answer; without it such an error is thrown */
function unknownUser(name: string, error: unknown, otherwise?: string): QuickSightUser {
  switch ((error as Error).name) {
    case 'ResourceNotFoundException':
    case 'QuickSightUserNotFoundException':
      return { known: false, tried: name, why: `QuickSight has no user ${name} in the namespace ${NAMESPACE}` };
    case 'AccessDeniedException':
      return { known: false, tried: name, why: 'IAM does not allow quicksight:DescribeUser' };
    case 'InvalidParameterValueException':
    case 'PreconditionNotMetException':
      return { known: false, tried: name, why: `QuickSight did not accept ${name} as a user name` };
    default:
      if (otherwise === undefined) throw error;
      return { known: false, tried: name, why: `${otherwise} (${(error as Error).name})` };
  }
}

/**
 * The QuickSight user name that an IAM identity signs in as: an IAM user's own name, a role's `Role/Session`
 * (for IAM Identity Center `AWSReservedSSO_PermissionSet_hash/person@example.com`). Undefined for others.
 */
export function userNameOf(callerArn: string): string | undefined {
  const iamUser = /^arn:[^:]+:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(callerArn);
  if (iamUser) return iamUser[1];
  return /^arn:[^:]+:sts::\d{12}:assumed-role\/([^/]+\/[^/]+)$/.exec(callerArn)?.[1];
}

/** The region that QuickSight names when users are asked for in another one; undefined where the error is another. */
export function identityRegionOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return /identity region is ([a-z]{2,4}(?:-[a-z]+)+-\d+)/.exec(error.message)?.[1];
}
