// What is wrong before AWS is asked, or what AWS does not say in so many words. errors.ts puts them into words.
import type { SessionChoice } from './aws/profileInUse.ts';

/** A dashboard that was never published has nothing to show to a reader. */
export class NeverPublished extends Error {
  override readonly name = 'NeverPublished';

  constructor(readonly dashboard: string) {
    super(dashboard);
  }
}

/** A domain, user profile or space that Studio cannot be opened in: its description tells why. */
export class NotInService extends Error {
  override readonly name = 'NotInService';

  constructor(
    /** `user profile emma-new` */
    readonly what: string,
    /** In words, such as `failed`. */
    readonly status: string,
    readonly reason: string | undefined,
  ) {
    super(`${what}: ${status}`);
  }
}

/** An open page belongs to another profile or region than the one in use. Acting on it would sign in as somebody else. */
export class OtherSession extends Error {
  override readonly name = 'OtherSession';

  constructor(
    readonly belongsTo: { label: string; region: string; choice: SessionChoice },
    readonly inUse: { label: string; region: string },
  ) {
    super(`${belongsTo.label} in ${belongsTo.region}`);
  }
}
