import type { Session } from '../aws/session.ts';
import { log } from '../log.ts';
import type { MintedUrl } from '../mintedUrl.ts';
import { OtherSession } from '../problems.ts';
import type { Sessions } from '../sessions.ts';
import { mint, openingKind, openingName, type Opening } from './openings.ts';

/** What to mint, for what. */
export interface Order {
  opening: Opening;
  /** Where it opens, for the log. */
  where: string;
  /** See `mint`. */
  framedBy?: string[];
  /** The session that an open page was minted in: another profile or region must not act on it. */
  belongsTo?: Session;
}

/**
 * Mints a URL in the session in use. Where that was refreshed meanwhile, and is the same profile in the same region again,
 * it is asked once more.
 * @throws OtherSession, SessionProblem, what AWS answers, and AbortError where another profile or region was chosen
 */
export async function mintInSession(sessions: Sessions, order: Order): Promise<MintedUrl> {
  const session = await sessions.getUsable();
  const { opening, where, framedBy, belongsTo } = order;
  if (belongsTo && !session.isLike(belongsTo)) throw otherSession(belongsTo, session);
  const startedAt = performance.now();
  try {
    const minted = await mint(session, opening, framedBy);
    // The session ended while AWS answered: that URL may be another identity's.
    session.signal.throwIfAborted();
    log.info(`Minted ${minted.operation} for ${openingKind(opening)} ${openingName(opening)} in ${Math.round(performance.now() - startedAt)} ms, opens in ${where} (${minted.why})`);
    return minted;
  } catch (error) {
    if (!session.ended) throw error;
    const next = await sessions.getUsable();
    if (next.isLike(session)) return mintInSession(sessions, order);
    throw belongsTo ? otherSession(belongsTo, next) : error;
  }
}

function otherSession({ profile, region, choice }: Session, inUse: Session): OtherSession {
  return new OtherSession({ label: profile.label, region, choice }, { label: inUse.profile.label, region: inUse.region });
}
