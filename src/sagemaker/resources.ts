/** A SageMaker Studio domain: ListDomains' account of it, and DescribeDomain's where that could be had. */
export interface StudioDomain {
  kind: 'domain';
  id: string;
  arn: string;
  name: string;
  /** AWS's `DomainStatus`, such as `InService`. */
  status: string;
  created?: Date;
  updated?: Date;
  details: DomainDetails | { known: false; error: unknown };
}

/** Whether people sign in to a domain by themselves: then which user profile they are is not ours to choose. */
export function isSso({ details }: StudioDomain): boolean {
  return details.known && details.authMode === 'SSO';
}

/** What only DescribeDomain tells. */
export interface DomainDetails {
  known: true;
  /** `IAM`: presigned URLs. `SSO`: people sign in at `url` through IAM Identity Center. */
  authMode: 'IAM' | 'SSO' | (string & {});
  url?: string;
  networkAccess?: string;
  failureReason?: string;
}

export interface UserProfile {
  kind: 'userProfile';
  /** Its name: unique in its domain, and what AWS calls it by. */
  id: string;
  arn: string;
  name: string;
  domain: StudioDomain;
  status: string;
  created?: Date;
  updated?: Date;
}

export interface Space {
  kind: 'space';
  id: string;
  arn: string;
  name: string;
  domain: StudioDomain;
  status: string;
  /** `Private` or `Shared`; domains made before 2023 have spaces without it. */
  sharing?: string;
  /** The user profile it belongs to, if it has one. */
  owner?: string;
  appType?: string;
  created?: Date;
  updated?: Date;
}
