/** The most items AWS gives in one page of the lists used here. */
export const PAGE_SIZE = 100;

export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextToken?: string;
}

/** Loads one page; without a token the first. */
export type LoadPage<T> = (nextToken?: string) => Promise<Page<T>>;

/**
 * A list that is read a page at a time. At most one request is in flight; a page that failed can be asked for again and
 * goes on from the same token. An item that moved between pages while paging is kept once.
 */
export class PagedList<T> {
  readonly items: T[] = [];
  #nextToken: string | undefined;
  #state: 'new' | 'more' | 'complete' = 'new';
  #inFlight: Promise<void> | undefined;
  readonly #known = new Set<string>();

  constructor(
    private readonly load: LoadPage<T>,
    private readonly keyOf: (item: T) => string,
  ) {}

  /** True before the first page came. */
  get isNew(): boolean {
    return this.#state === 'new';
  }

  get isComplete(): boolean {
    return this.#state === 'complete';
  }

  /** Adds the next page to `items`. Throws what `load` throws. */
  async more(): Promise<void> {
    if (this.isComplete) return;
    this.#inFlight ??= this.#loadNext().finally(() => (this.#inFlight = undefined));
    await this.#inFlight;
  }

  async #loadNext(): Promise<void> {
    const { items, nextToken } = await this.load(this.#nextToken);
    for (const item of items) {
      const key = this.keyOf(item);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.items.push(item);
    }
    this.#nextToken = nextToken;
    this.#state = nextToken === undefined ? 'complete' : 'more';
  }
}

/** AWS gives an empty string or null where there is no next page in some services. */
export function page<T>(items: T[], nextToken: string | undefined): Page<T> {
  return nextToken ? { items, nextToken } : { items };
}
