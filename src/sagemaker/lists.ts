import { DescribeDomainCommand, ListDomainsCommand, ListSpacesCommand, ListUserProfilesCommand } from '@aws-sdk/client-sagemaker';
import pLimit from 'p-limit';
import { callerIdentity } from '../aws/callerIdentity.ts';
import { page, PAGE_SIZE, type Page } from '../aws/pages.ts';
import type { Session } from '../aws/session.ts';
import { sageMaker } from './client.ts';
import type { DomainDetails, Space, StudioDomain, UserProfile } from './resources.ts';

/** DescribeDomain has no batch, and a burst of them is throttled. */
const DESCRIBED_AT_ONCE = 5;

/**
 * A page of the region's Studio domains, each with what DescribeDomain adds, since ListDomains does not tell AuthMode. A
 * domain that may not be described is listed all the same, with the error in its `details`.
 */
export async function listDomains(session: Session, nextToken?: string): Promise<Page<StudioDomain>> {
  const { client, options } = sageMaker(session);
  const answer = await client.send(new ListDomainsCommand({ MaxResults: PAGE_SIZE, NextToken: nextToken }), options);
  const limit = pLimit(DESCRIBED_AT_ONCE);
  const domains = await Promise.all(
    (answer.Domains ?? []).map(async (summary): Promise<StudioDomain[]> => {
      const { DomainId: id, DomainArn: arn = '', DomainName: name, Status: status = 'Unknown' } = summary;
      if (!id) return [];
      const details = await limit(() => describeDomain(session, id)).catch((error: unknown) => ({ known: false as const, error }));
      return [{ kind: 'domain', id, arn, name: name || id, status, created: summary.CreationTime, updated: summary.LastModifiedTime, details }];
    }),
  );
  session.signal.throwIfAborted();
  return page(domains.flat(), answer.NextToken);
}

/** @throws what DescribeDomain answers */
export async function describeDomain(session: Session, domainId: string): Promise<DomainDetails> {
  const { client, options } = sageMaker(session);
  const answer = await client.send(new DescribeDomainCommand({ DomainId: domainId }), options);
  return {
    known: true,
    authMode: answer.AuthMode ?? 'IAM',
    url: answer.Url,
    networkAccess: answer.AppNetworkAccessType,
    failureReason: answer.FailureReason,
  };
}

export async function listUserProfiles(session: Session, domain: StudioDomain, nextToken?: string): Promise<Page<UserProfile>> {
  const { client, options } = sageMaker(session);
  const [answer, arnOf] = await Promise.all([
    client.send(new ListUserProfilesCommand({ DomainIdEquals: domain.id, MaxResults: PAGE_SIZE, NextToken: nextToken }), options),
    arnsIn(session, 'user-profile', domain),
  ]);
  const profiles = (answer.UserProfiles ?? []).flatMap(({ UserProfileName: name, Status, CreationTime, LastModifiedTime }): UserProfile[] =>
    name
      ? [{ kind: 'userProfile', id: name, arn: arnOf(name), name, domain, status: Status ?? 'Unknown', created: CreationTime, updated: LastModifiedTime }]
      : [],
  );
  return page(profiles, answer.NextToken);
}

export async function listSpaces(session: Session, domain: StudioDomain, nextToken?: string): Promise<Page<Space>> {
  const { client, options } = sageMaker(session);
  const [answer, arnOf] = await Promise.all([
    client.send(new ListSpacesCommand({ DomainIdEquals: domain.id, MaxResults: PAGE_SIZE, NextToken: nextToken }), options),
    arnsIn(session, 'space', domain),
  ]);
  const spaces = (answer.Spaces ?? []).flatMap((space): Space[] =>
    space.SpaceName
      ? [
          {
            kind: 'space',
            id: space.SpaceName,
            arn: arnOf(space.SpaceName),
            name: space.SpaceDisplayName || space.SpaceName,
            domain,
            status: space.Status ?? 'Unknown',
            sharing: space.SpaceSharingSettingsSummary?.SharingType,
            owner: space.OwnershipSettingsSummary?.OwnerUserProfileName,
            appType: space.SpaceSettingsSummary?.AppType,
            created: space.CreationTime,
            updated: space.LastModifiedTime,
          },
        ]
      : [],
  );
  return page(spaces, answer.NextToken);
}

/** ListUserProfiles and ListSpaces give no ARNs; these are built as SageMaker's service authorization reference has them. */
async function arnsIn(session: Session, type: 'user-profile' | 'space', domain: StudioDomain): Promise<(name: string) => string> {
  const { accountId } = await callerIdentity(session);
  return (name) => `arn:${session.partition.name}:sagemaker:${session.region}:${accountId}:${type}/${domain.id}/${name}`;
}
