import { CreatePresignedDomainUrlCommand, DescribeSpaceCommand, DescribeUserProfileCommand } from '@aws-sdk/client-sagemaker';
import type { Session } from '../aws/session.ts';
import { BearerUrl, type MintedUrl } from '../mintedUrl.ts';
import { NotInService } from '../problems.ts';
import { sageMaker } from './client.ts';
import { describeDomain } from './lists.ts';
import type { DomainDetails, StudioDomain } from './resources.ts';

/** Seconds for which a presigned URL can be opened, if the request does not say (CreatePresignedDomainUrl, API reference). */
const DEFAULT_EXPIRES_IN_SECONDS = 300;

/** Studio as whom, and in which space. */
export interface StudioTarget {
  domain: StudioDomain;
  /** Its name; empty where the domain's AuthMode is SSO, since people sign in there as themselves. */
  userProfile: string;
  space?: string;
}

/**
 * The URL that opens SageMaker Studio. A domain with AuthMode SSO refuses presigned URLs: there it is the domain's own
 * `Url`, where a person signs in through IAM Identity Center. Where DescribeDomain is not allowed, IAM is tried.
 * @throws NotInService, what AWS answers, and AbortError when the session ends
 */
export async function mintStudioUrl(session: Session, { domain, userProfile, space }: StudioTarget): Promise<MintedUrl> {
  const details = domain.details.known ? domain.details : await describeDomain(session, domain.id).catch(ignoreDenied);
  if (details?.authMode === 'SSO' && details.url) return portalUrl(details.url);
  const { client, options } = sageMaker(session);
  const mintedAt = new Date();
  const request = new CreatePresignedDomainUrlCommand({ DomainId: domain.id, UserProfileName: userProfile, ...(space && { SpaceName: space }) });
  const { AuthorizedUrl } = await client.send(request, options).catch(async (error: unknown) => {
    if (error instanceof Error && error.name === 'ValidationException') await throwIfNotInService(session, { domain, userProfile, space });
    throw error;
  });
  if (!AuthorizedUrl) throw new Error('SageMaker answered without a URL.');
  return {
    url: new BearerUrl(AuthorizedUrl),
    operation: 'CreatePresignedDomainUrl',
    why: details ? `the domain's AuthMode is ${details.authMode}` : 'the domain may not be described, so AuthMode IAM is assumed',
    mintedAt,
    expiresAt: new Date(mintedAt.getTime() + DEFAULT_EXPIRES_IN_SECONDS * 1000),
    singleUse: true,
    framing: { by: 'never' },
    as: userProfile,
  };
}

function portalUrl(url: string): MintedUrl {
  return {
    url: new BearerUrl(url),
    operation: 'DescribeDomain',
    why: "the domain's AuthMode is SSO: its own address signs people in through IAM Identity Center",
    mintedAt: new Date(),
    singleUse: false,
    framing: { by: 'never' },
    as: 'your IAM Identity Center user',
  };
}

function ignoreDenied(error: unknown): DomainDetails | undefined {
  if (error instanceof Error && error.name === 'AccessDeniedException') return undefined;
  throw error;
}

/** AWS only says that the request is not valid; what a user profile or space is in tells why. */
async function throwIfNotInService(session: Session, { domain, userProfile, space }: StudioTarget): Promise<void> {
  const { client, options } = sageMaker(session);
  const asked = await Promise.allSettled([
    client.send(new DescribeUserProfileCommand({ DomainId: domain.id, UserProfileName: userProfile }), options),
    ...(space ? [client.send(new DescribeSpaceCommand({ DomainId: domain.id, SpaceName: space }), options)] : []),
  ]);
  asked.forEach((answer, index) => {
    if (answer.status === 'rejected' || !answer.value.Status || answer.value.Status === 'InService') return;
    throw new NotInService(index === 0 ? `user profile ${userProfile}` : `space ${space ?? ''}`, answer.value.Status, answer.value.FailureReason);
  });
}
