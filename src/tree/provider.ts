import * as vscode from 'vscode';
import { PagedList } from '../aws/pages.ts';
import type { Session } from '../aws/session.ts';
import { explain } from '../errors.ts';
import { log } from '../log.ts';
import { resourceKey, type Resource } from '../resources.ts';
import type { Sessions } from '../sessions.ts';
import { loadPage } from './loaders.ts';
import { nodeId, ROOTS, type Group, type Node } from './nodes.ts';
import { renderTooltip, toTreeItem } from './render.ts';

/** What has been read of a group. */
interface Listing {
  session: Session;
  pages: PagedList<Resource>;
  /** The next page is on its way. */
  loading: boolean;
  /** The last page that was asked for did not come. */
  error?: unknown;
}

/** The tree: caches what was read, and drops what belongs to a session that ended. */
export class ResourceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #listings = new Map<string, Listing>();

  readonly #listening: vscode.Disposable;
  /** The session whose groups are on screen. */
  #drawn: Session | undefined;
  #isDrawing = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly sessions: Sessions) {
    this.#listening = sessions.onDidChange(() => {
      const { state } = this.sessions;
      // That the caller's account became known changes nothing here, nor does the opening that #roots itself waits for.
      if (this.#isDrawing || (state.kind === 'open' && state.session === this.#drawn)) return;
      this.#listings.clear();
      this.#changed.fire(undefined);
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return toTreeItem(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    item.tooltip = renderTooltip(node);
    return item;
  }

  getParent(node: Node): Node | undefined {
    if (node.kind !== 'group') return node.parent;
    return 'domain' in node ? { kind: 'resource', resource: node.domain, parent: { kind: 'group', group: 'domains' } } : undefined;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.#roots();
    if (node.kind === 'group') return this.#items(node);
    if (node.kind === 'resource' && node.resource.kind === 'domain') {
      const domain = node.resource;
      return [
        { kind: 'group', group: 'userProfiles', domain },
        { kind: 'group', group: 'spaces', domain },
      ];
    }
    return [];
  }

  /** No rows where there is no session: then a welcome view says why. */
  async #roots(): Promise<Node[]> {
    this.#drawn = undefined;
    if (this.sessions.state.kind === 'failed') return [];
    this.#isDrawing = true;
    try {
      this.#drawn = await this.sessions.get();
      return [...ROOTS];
    } catch {
      return []; // Sessions explained it
    } finally {
      this.#isDrawing = false;
    }
  }

  async #items(group: Group): Promise<Node[]> {
    let listing = this.#listingOf(group);
    if (!listing || (listing.pages.isNew && listing.error === undefined && !listing.loading)) {
      let session: Session;
      try {
        session = await this.sessions.get();
      } catch {
        return [];
      }
      listing = this.#listingOf(group) ?? { session, pages: new PagedList((token) => loadPage(session, group, token), resourceKey), loading: false };
      this.#listings.set(nodeId(group), listing);
      await this.#more(group, listing);
      // Meanwhile another session began, and its tree is on screen: these rows are nobody's.
      if (session.ended || this.sessions.live !== session) return [];
    }
    return rows(group, listing, this.sessions);
  }

  /** What was read of a group in a session that goes on. */
  #listingOf(group: Group): Listing | undefined {
    const listing = this.#listings.get(nodeId(group));
    return listing?.session.ended ? undefined : listing;
  }

  async #more(group: Group, listing: Listing): Promise<void> {
    try {
      delete listing.error;
      await listing.pages.more();
    } catch (error) {
      if (listing.session.ended) return;
      log.error(`Could not list ${group.group}`, error);
      listing.error = error;
    }
  }

  /**
   * Reads the next page of a group, or the one that failed.
   * @param group the very object that the tree was given: VS Code knows a row by it
   * @returns the first item that came
   */
  async loadMore(group: Group): Promise<Node | undefined> {
    const listing = this.#listingOf(group);
    if (!listing) this.#changed.fire(group); // it was dropped with its session: that reads it anew
    if (!listing || listing.loading) return undefined;
    const before = listing.pages.items.length;
    listing.loading = true;
    this.#changed.fire(group);
    await this.#more(group, listing);
    listing.loading = false;
    if (this.#listingOf(group) !== listing) return undefined; // it was refreshed meanwhile, or its session ended
    this.#changed.fire(group);
    const first = listing.pages.items[before];
    return first && { kind: 'resource', resource: first, parent: group };
  }

  /** Reads a group anew. A domain is read anew with its neighbours, and what is in domains when it is opened again. */
  refresh(node: Node): void {
    const group = node.kind === 'group' ? node : node.parent;
    this.#listings.delete(nodeId(group));
    if (group.group === 'domains') for (const id of this.#listings.keys()) if (id.startsWith('domain/')) this.#listings.delete(id);
    this.#changed.fire(group);
  }
}

function rows(group: Group, { pages, loading, error }: Listing, sessions: Sessions): Node[] {
  const items = pages.items.map((resource): Node => ({ kind: 'resource', resource, parent: group }));
  if (error !== undefined && !loading) return [...items, { kind: 'failed', parent: group, explanation: explain(error, sessions.where) }];
  if (!pages.isComplete) return [...items, { kind: 'more', parent: group, loading }];
  return items.length > 0 ? items : [{ kind: 'empty', parent: group }];
}
