// The one place where an error becomes words: what is wrong, what to do, and the one action that helps.
import { SessionProblem, type SessionProblemKind } from './aws/sessionProblem.ts';
import type { SessionChoice } from './aws/profileInUse.ts';
import { maskedFirstLine } from './mask.ts';
import { NeverPublished, NotInService, OtherSession } from './problems.ts';

export type ErrorKind =
  | SessionProblemKind
  /** The session's credentials ended. */
  | 'expired'
  /** AWS does not know the key, or the secret does not belong to it. */
  | 'rejectedKey'
  /** The profile is there, but gives no credentials. */
  | 'noCredentials'
  | 'clock'
  | 'wrongEndpoint'
  | 'unreachable'
  | 'throttled'
  | 'noQuickSight'
  | 'noQuickSightUser'
  | 'edition'
  | 'pricing'
  | 'domainNotAllowed'
  | 'ssoDomain'
  | 'denied'
  | 'gone'
  | 'invalid'
  | 'neverPublished'
  | 'notInService'
  | 'otherSession'
  /** The session ended or the person cancelled: nothing to say. */
  | 'cancelled'
  | 'other';

/** Whether the session's credentials are at fault, so that only another session can help. */
export function needsNewCredentials(kind: ErrorKind): boolean {
  return kind === 'expired' || kind === 'rejectedKey' || kind === 'noCredentials';
}

/** The action that helps, as the commands and the tree offer it. */
export type Remedy = 'selectProfile' | 'selectRegion' | 'editConfigFile' | 'openQuickSight' | 'copyPolicy' | 'switchSession' | 'retry' | 'none';

/** Holds no URL with a path, no key, no token: everything went through `mask`. */
export interface Explanation {
  kind: ErrorKind;
  /** What is wrong, in a few words: for a row of the tree. */
  short: string;
  /** What is wrong, in one sentence. */
  problem: string;
  /** What to do about it. */
  help: string;
  remedy: Remedy;
  /** For `copyPolicy`: an IAM policy statement that allows just what was refused, as JSON. */
  policy?: string;
  /** For `switchSession`: what to choose to be back where the page belongs. */
  choice?: SessionChoice;
}

/** Who asked, where: an explanation names it. */
export interface Where {
  profile: string;
  region?: string;
  /** A custom endpoint, if one is in force. */
  endpoint?: string;
}

/** What an error is judged by; all of it went through `mask`. */
interface Facts {
  name: string;
  /** The first line. */
  message: string;
  code: string;
  hostname?: string;
}

const UNREACHABLE = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|ECONNABORTED)/;
const UNTRUSTED = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/;

/** Says what an error means and what helps. Never throws, whatever it is given. */
export function explain(thrown: unknown, where: Where): Explanation {
  const error = factsOf(thrown);
  const explanation = explainProblem(thrown) ?? explainError(error, where);
  return { ...explanation, short: inShort(explanation, error, where) };
}

type Long = Omit<Explanation, 'short'>;

/** What comes first must tell: a side bar is narrow. */
function inShort({ kind, problem }: Long, { message }: Facts, { region = 'this region' }: Where): string {
  switch (kind) {
    case 'denied': {
      const { action } = refused(message);
      return action ? `Not allowed: ${action}` : 'Not allowed';
    }
    case 'expired':
      return 'Session expired';
    case 'rejectedKey':
      return 'Access key not accepted';
    case 'noCredentials':
      return 'No credentials';
    case 'clock':
      return 'Wrong clock';
    case 'wrongEndpoint':
      return `Endpoint does not serve ${region}`;
    case 'unreachable':
      return 'AWS did not answer';
    case 'throttled':
      return 'Too many requests';
    case 'noQuickSight':
      return `No QuickSight in ${region}`;
    default:
      return problem;
  }
}

function explainError(error: Facts, where: Where): Long {
  const message = error.message.slice(0, 400) || error.name;
  const { profile, region = 'this region' } = where;
  const answer = (kind: ErrorKind, problem: string, help: string, remedy: Remedy, policy?: string): Long => ({
    kind,
    problem,
    help,
    remedy,
    ...(policy !== undefined && { policy }),
  });

  if (error.name === 'AbortError') return answer('cancelled', 'Cancelled.', '', 'none');
  if (UNTRUSTED.test(error.code)) {
    return answer('unreachable', `The certificate that AWS was reached by is not trusted (${error.code}).`, 'A proxy may stand between: name its CA with AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS.', 'retry');
  }
  if (error.name === 'TimeoutError' || UNREACHABLE.test(error.code)) {
    const target = where.endpoint ? `${originOf(where.endpoint)}, the endpoint that the environment or profile sets,` : (error.hostname ?? `AWS in ${region}`);
    return answer(
      'unreachable',
      `${target} did not answer${error.code ? ` (${error.code})` : ''}.`,
      where.endpoint ? 'Start what should listen there, or take the endpoint setting away.' : 'Check the network, VPN and proxy.',
      'retry',
    );
  }
  // Before the names: AWS says this as ResourceNotFound, AccessDenied or UnsupportedUserEdition.
  if (/not (signed up|subscribed)|sign up for (amazon )?quick|(directory|account) information for account/i.test(message)) {
    return answer('noQuickSight', `QuickSight is not set up in ${region}.`, 'Select another region or profile, or sign up for QuickSight in the AWS console.', 'selectRegion');
  }
  switch (error.name) {
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'RequestExpired':
    case 'TokenRefreshRequired':
      return answer('expired', `The session of the profile ${profile} has expired.`, 'Sign in again with the tool that gave you the credentials, then try again.', 'retry');
    case 'CredentialsProviderError':
    case 'ProviderError':
    case 'TokenProviderError':
      return /expired|aws sso login|sso token|refresh/i.test(message)
        ? answer('expired', `The sign-in of the profile ${profile} has expired.`, `Run "aws sso login --profile ${profile}", then try again.`, 'retry')
        : answer('noCredentials', `The profile ${profile} gives no credentials: ${message}`, 'Mend the profile in the AWS config file, or select another.', 'selectProfile');
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
    case 'InvalidAccessKeyId':
    case 'AuthFailure':
      return answer('rejectedKey', `AWS does not know the access key of the profile ${profile}.`, 'It may be deleted, inactive or of another partition. Correct it, or select another profile.', 'selectProfile');
    case 'SignatureDoesNotMatch':
    case 'InvalidSignatureException':
      return explainSignature(message, where);
    case 'IncompleteSignature':
    case 'IncompleteSignatureException':
    case 'MissingAuthenticationToken':
    case 'MissingAuthenticationTokenException':
      return answer('rejectedKey', `AWS could not read the signature of the profile ${profile}.`, 'The key or a proxy between here and AWS is at fault. Correct it, or select another profile.', 'selectProfile');
    case 'Throttling':
    case 'ThrottlingException':
    case 'TooManyRequestsException':
      return answer('throttled', 'AWS is slowing us down: too many requests at once.', 'Wait a moment, then try again.', 'retry');
    case 'QuickSightUserNotFoundException':
      return answer('noQuickSightUser', `The identity of the profile ${profile} is not a QuickSight user.`, `A QuickSight administrator can add it under Manage QuickSight, Manage Users, or with RegisterUser. Or select another profile. AWS says: ${message}`, 'selectProfile');
    case 'UnsupportedUserEditionException':
      return answer('edition', 'The QuickSight edition, or the role of this user, does not include this.', `Embedding needs Enterprise edition, the console an author or admin. AWS says: ${message}`, 'selectProfile');
    case 'UnsupportedPricingPlanException':
      return answer('pricing', 'The pricing plan of this QuickSight account does not include this.', `Anonymous embedding needs capacity pricing. AWS says: ${message}`, 'none');
    case 'DomainNotWhitelistedException':
      return answer('domainNotAllowed', 'QuickSight does not let this site frame its pages.', 'An administrator can add it in QuickSight under Manage QuickSight, Domains and Embedding.', 'openQuickSight');
  }
  if (/^(AccessDenied|AccessDeniedException|UnauthorizedOperation|ForbiddenException|NotAuthorized)$/.test(error.name)) {
    const { action, resource } = refused(error.message);
    if (action && error.message.includes('explicit deny')) {
      return answer('denied', `The profile ${profile} is not allowed to ${action}.`, 'A policy denies it explicitly, so another permission does not help. Ask who wrote the policy, or select another profile.', 'selectProfile');
    }
    return answer(
      'denied',
      action ? `The profile ${profile} is not allowed to ${action}.` : `AWS denied this to the profile ${profile}: ${message}`,
      action ? `Ask for ${action}${resource === '*' ? '' : ` on ${resource}`}, or select another profile.` : 'Ask for the permission, or select another profile.',
      action ? 'copyPolicy' : 'selectProfile',
      action ? policyStatement(action, resource) : undefined,
    );
  }
  if (error.name === 'ValidationException' && /\bSSO\b|authentication mode|AuthMode/i.test(message)) {
    return answer('ssoDomain', 'This Studio domain signs people in through IAM Identity Center, so it gives no presigned URLs.', "Open the domain's own address, or your AWS access portal.", 'none');
  }
  if (/^(ResourceNotFound|ResourceNotFoundException)$/.test(error.name)) {
    return answer('gone', `AWS does not find it: ${message}`, `It may have been deleted, or belong to another region than ${region}. Refresh the list.`, 'retry');
  }
  if (/^(Validation|InvalidParameter|InvalidRequest)/.test(error.name)) {
    return answer('invalid', `AWS did not accept the request: ${message}`, 'The log has the request id.', 'none');
  }
  return answer('other', `${error.name === 'Error' ? '' : `${error.name}: `}${message}`, 'The log has more.', 'retry');
}

/** What we found ourselves. */
function explainProblem(thrown: unknown): Long | undefined {
  if (thrown instanceof SessionProblem) return explainSession(thrown);
  if (thrown instanceof NeverPublished) {
    return { kind: 'neverPublished', problem: `${thrown.dashboard} was never published, so there is nothing to show.`, help: 'Publish it in QuickSight, then refresh the list.', remedy: 'none' };
  }
  if (thrown instanceof NotInService) {
    const { what, status, reason } = thrown;
    return { kind: 'notInService', problem: `The ${what} cannot be opened: its status is ${status}.`, help: reason ? `SageMaker's reason: ${maskedFirstLine(reason)}` : 'Wait until it is InService, or mend it in the AWS console.', remedy: 'none' };
  }
  if (thrown instanceof OtherSession) {
    const { belongsTo, inUse } = thrown;
    return {
      kind: 'otherSession',
      problem: `This page belongs to the profile ${belongsTo.label} in ${belongsTo.region}.`,
      help: `QuickStudio now works as ${inUse.label} in ${inUse.region}.`,
      remedy: 'switchSession',
      choice: belongsTo.choice,
    };
  }
  return undefined;
}

function explainSession({ kind, about: { profile } }: SessionProblem): Long {
  switch (kind) {
    case 'noProfile':
      return { kind, problem: 'There are no AWS profiles on this machine.', help: 'Add one to the AWS config file, or sign in with the AWS CLI.', remedy: 'editConfigFile' };
    case 'noDefaultProfile':
      return { kind, problem: 'No AWS profile is selected, and there is none named default.', help: 'Select one of your profiles.', remedy: 'selectProfile' };
    case 'unknownProfile':
      return { kind, problem: `There is no AWS profile named ${profile}.`, help: 'Select another, or add it to the AWS config file.', remedy: 'selectProfile' };
    case 'noRegion':
      return { kind, problem: `The profile ${profile} names no region.`, help: 'Select the region to work in.', remedy: 'selectRegion' };
  }
}

function explainSignature(message: string, { profile, region, endpoint }: Where): Long {
  if (/expired|not yet current/i.test(message)) {
    return { kind: 'clock', problem: "This machine's clock is wrong: AWS takes a request for five minutes only.", help: 'Set the clock, then try again.', remedy: 'retry' };
  }
  if (/valid region|correct service|scoped/i.test(message)) {
    return {
      kind: 'wrongEndpoint',
      problem: `${endpoint ? originOf(endpoint) : 'The endpoint'} does not serve ${region ?? 'this region'}.`,
      help: 'A custom endpoint stays the same when the region changes. Select the region it serves, or take the endpoint setting away.',
      remedy: 'selectRegion',
    };
  }
  return { kind: 'rejectedKey', problem: `The secret key of the profile ${profile} does not belong to its access key.`, help: 'Correct it in the AWS credentials or config file, or select another profile.', remedy: 'selectProfile' };
}

/** Action and resource of "User: … is not authorized to perform: ACTION on resource: ARN …". */
function refused(message: string): { action?: string; resource: string } {
  const action = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)/.exec(message)?.[1];
  // A QuickSight user's name, and so its ARN, may hold spaces.
  const resource = /on resource:? (arn:.+?)[.,;]?(?= because | with an? | \(|\s*$)/.exec(message)?.[1] ?? '*';
  return action ? { action, resource } : { resource };
}

function policyStatement(action: string, resource: string): string {
  return JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource }, undefined, 2);
}

function originOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).origin : 'The endpoint';
}

/** Whatever was thrown: not an Error, or one whose members are not what they should be. */
function factsOf(thrown: unknown): Facts {
  try {
    const { name, message, code, hostname } = (thrown instanceof Error ? thrown : { name: 'Error', message: String(thrown) }) as Partial<Record<keyof Facts, unknown>>;
    const text = (value: unknown) => (typeof value === 'string' ? maskedFirstLine(value) : '');
    return { name: text(name) || 'Error', message: text(message), code: text(code), ...(typeof hostname === 'string' && { hostname: text(hostname) }) };
  } catch {
    return { name: 'Error', message: 'An error that cannot be shown.', code: '' };
  }
}
