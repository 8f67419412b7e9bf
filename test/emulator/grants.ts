// The URLs that were minted: what each opens, for whom, how often and how long.
import { randomBytes } from 'node:crypto';
import type { Domain, QuickSightUser, RegionData } from './account.ts';

interface MintedGrant {
  /** As minted. */
  url: string;
  operation: string;
  accessKeyId: string;
  at: Date;
  /** The last moment at which the URL signs on. */
  expires: Date;
  sessionMs: number;
  usedAt?: Date;
  /** From the sign-on: what the cookie must hold, and until when. */
  session?: { id: string; expires: Date };
}

/** A QuickSight embed URL. */
export interface EmbedGrant extends MintedGrant {
  kind: 'embed';
  /** The 32 hex digits in the path. */
  id: string;
  path: string;
  /** Byte for byte what must follow the `?`. */
  rawQuery: string;
  user: QuickSightUser;
  region: string;
  data: NonNullable<RegionData['quicksight']>;
  /** The dashboards that a dashboard URL opens; undefined: the whole console. */
  dashboardIds: string[] | undefined;
  /** AllowedDomains; undefined: the account's static list. */
  allowedDomains: string[] | undefined;
}

/** A Studio URL. */
export interface StudioGrant extends MintedGrant {
  kind: 'studio';
  rawQuery: string;
  domain: Domain;
  userProfileName: string;
  spaceName: string | undefined;
  landingUri: string;
  region: string;
}

type What<G extends MintedGrant> = Omit<G, 'kind' | 'url' | 'id' | 'path' | 'rawQuery' | 'expires' | 'session' | 'usedAt'> & { seconds: number };

/**
 * A secret that stays good only when its bytes are kept: percent-encoded characters, one of them in lower-case hex, and
 * ones that a tidy-minded URL parser would encode or decode.
 */
function secretText(): string {
  const random = () => randomBytes(21).toString('base64url');
  return `AYABe${random()}%2B${random()}%2f${random()}~${random()}%20${random()}+${random()}%2F${random()}%3D%3D`;
}

/** All grants of one emulator. */
export class Grants {
  readonly all: (EmbedGrant | StudioGrant)[] = [];
  private readonly embeds = new Map<string, EmbedGrant>();
  private readonly studios = new Map<string, StudioGrant>();
  private readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Mints a QuickSight URL; `viewPath` is what it opens, such as `/dashboards/ID` or `/start`. */
  embed(viewPath: string, { seconds, ...what }: What<EmbedGrant>): string {
    const id = randomBytes(16).toString('hex');
    const path = `/embed/${id}${viewPath}`;
    const rawQuery = `code=${secretText()}&identityprovider=quicksight&isauthcode=true`;
    const grant: EmbedGrant = { kind: 'embed', id, path, rawQuery, url: `${this.origin}${path}?${rawQuery}`, expires: new Date(what.at.getTime() + seconds * 1000), ...what };
    this.embeds.set(id, grant);
    this.all.push(grant);
    return grant.url;
  }

  /** Mints a Studio URL. */
  studio({ seconds, ...what }: What<StudioGrant>): string {
    const rawQuery = `token=${secretText()}`;
    const grant: StudioGrant = { kind: 'studio', rawQuery, url: `${this.origin}/studio/${what.domain.details.DomainId}/auth?${rawQuery}`, expires: new Date(what.at.getTime() + seconds * 1000), ...what };
    this.studios.set(rawQuery, grant);
    this.all.push(grant);
    return grant.url;
  }

  /** The grant whose 32 hex digits these are. */
  findEmbed(id: string): EmbedGrant | undefined {
    return this.embeds.get(id);
  }

  /** The grant whose token is exactly this query. */
  findStudio(rawQuery: string): StudioGrant | undefined {
    return this.studios.get(rawQuery);
  }

  /** The Studio grant of a domain that a signed-on session holds. */
  findStudioSession(domainId: string, sessionId: string, now: Date): StudioGrant | undefined {
    return [...this.studios.values()].find(({ domain, session }) => domain.details.DomainId === domainId && session?.id === sessionId && now <= session.expires);
  }

  /** Uses a grant: its one sign-on. Gives the session id for the cookie; undefined when it was used before or is too old. */
  signOn(grant: EmbedGrant | StudioGrant, now: Date): string | undefined {
    if (grant.usedAt || now > grant.expires) return undefined;
    grant.usedAt = now;
    grant.session = { id: randomBytes(16).toString('hex'), expires: new Date(now.getTime() + grant.sessionMs) };
    return grant.session.id;
  }
}
