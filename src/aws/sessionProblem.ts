/** Why there is no session to work in, before AWS was asked anything. */
export type SessionProblemKind = 'noProfile' | 'noDefaultProfile' | 'unknownProfile' | 'noRegion';

/** Apart from session.ts, so that what explains errors does not load the SDK. */
export class SessionProblem extends Error {
  override readonly name = 'SessionProblem';

  constructor(
    readonly kind: SessionProblemKind,
    readonly about: { profile: string },
  ) {
    super(`${kind}: ${about.profile}`);
  }
}
