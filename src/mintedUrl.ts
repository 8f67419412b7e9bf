/**
 * A minted URL. Whoever holds it is signed in, so it gives itself away only to `reveal()`: printed, logged or
 * serialised by mistake it shows as `[masked URL]`.
 */
export class BearerUrl {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The URL exactly as AWS gave it, byte for byte. */
  reveal(): string {
    return this.#url;
  }

  /** Scheme, host and port: not secret. */
  get origin(): string {
    return new URL(this.#url).origin;
  }

  toString(): string {
    return '[masked URL]';
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** What an opening needs to know of the URL it was given. */
export interface MintedUrl {
  url: BearerUrl;
  /** The AWS operation that minted it, or `DescribeDomain` for the portal address of an SSO domain. */
  operation: string;
  /** Why this operation and not its sibling, in a sentence for the log and the tooltip. */
  why: string;
  mintedAt: Date;
  /** When the URL itself stops working if nobody opened it; absent where the URL is a fixed address. */
  expiresAt?: Date;
  /** Good for a single sign-on. */
  singleUse: boolean;
  /** Which sites may frame the page: those named when minting, or those of the account's own list. */
  framing: { by: 'allowedDomains'; domains: string[] } | { by: 'accountList' } | { by: 'never' };
  /** Whom the page will be signed in as, as far as is known. */
  as: string;
}
