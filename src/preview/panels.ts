import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Session } from '../aws/session.ts';
import { explain } from '../errors.ts';
import { log } from '../log.ts';
import type { MintedUrl } from '../mintedUrl.ts';
import { remedyOf, type RemedyAction } from '../remedies.ts';
import type { Sessions } from '../sessions.ts';
import { mintInSession } from './minting.ts';
import { openingKey, openingKind, openingName, prepare, type Opening } from './openings.ts';
import { isToHost, type ToHost, type ToWebview } from './protocol.ts';

/** What a panel needs of the rest. */
export interface PanelHost {
  extensionUri: vscode.Uri;
  sessions: Sessions;
  openInBrowser(page: OpenPage): Promise<void>;
  /** Shows an error to the person. */
  onError: (error: unknown) => void;
}

/** What an open panel shows, and whose it is. */
export interface OpenPage {
  opening: Opening;
  belongsTo: Session;
}

/** The open previews: one for each resource of a profile and region. */
export class PreviewPanels implements vscode.Disposable {
  readonly #panels = new Map<string, PreviewPanel>();

  constructor(private readonly host: PanelHost) {}

  /** Shows the preview of a resource: the one that is there, else a new one, which mints. */
  show(session: Session, opening: Opening): void {
    const key = [session.profile.label, session.region, openingKey(opening)].join(' ');
    const open = this.#panels.get(key);
    if (open) {
      open.reveal();
      return;
    }
    const panel = new PreviewPanel(this.host, { opening, belongsTo: session });
    void prepare(session);
    this.#panels.set(key, panel);
    panel.onDidDispose(() => this.#panels.delete(key));
  }

  /** The preview that is the active editor, for commands that are about "this". */
  get active(): OpenPage | undefined {
    return [...this.#panels.values()].find((panel) => panel.isActive)?.page;
  }

  dispose(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }
}

/**
 * A webview panel that frames one page. First it renders a document without any frame and learns which origins will be the
 * frame's ancestors; the URL is minted for just those. Then it renders one whose CSP lets it frame just that URL's host.
 */
class PreviewPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #disposables: vscode.Disposable[] = [];
  /** Counts what was rendered. A message of a document that has been replaced counts for nothing. */
  #rendering = 0;
  #disposed = false;
  /** The person pressed Reload: the focus stays on it. */
  #isReloaded = false;
  /** Minted for the document that is being rendered. */
  #next: { minted: MintedUrl; origins: string[] } | undefined;
  /** What the failure on screen offers. */
  #remedy: RemedyAction | undefined;

  constructor(
    private readonly host: PanelHost,
    readonly page: OpenPage,
  ) {
    const { opening } = page;
    this.#panel = vscode.window.createWebviewPanel('quickstudio.preview', openingName(opening), vscode.ViewColumn.Active, {
      enableScripts: true,
      // A dashboard that is left for another tab and come back to should be as it was; loading it again takes a sign-on.
      retainContextWhenHidden: true,
      localResourceRoots: [vscode.Uri.joinPath(host.extensionUri, 'dist', 'webview'), vscode.Uri.joinPath(host.extensionUri, 'media')],
    });
    this.#panel.iconPath = vscode.Uri.joinPath(host.extensionUri, 'media', opening.kind === 'analysis' ? 'analysis.svg' : 'dashboard.svg');
    this.#panel.webview.onDidReceiveMessage((message) => this.#receive(message), undefined, this.#disposables);
    this.#panel.onDidDispose(() => {
      this.#disposed = true;
      for (const disposable of this.#disposables) disposable.dispose();
    });
    this.#render();
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #receive(message: unknown): void {
    if (!isToHost(message) || message.rendering !== this.#rendering) return;
    switch (message.type) {
      case 'ready':
        this.#ready(message);
        break;
      case 'reload':
        this.#isReloaded = true;
        this.#render();
        break;
      case 'openInBrowser':
        void this.host.openInBrowser(this.page);
        break;
      case 'act':
        if (this.#remedy) this.#remedy.run().then(undefined, this.host.onError);
        else this.#render();
        break;
    }
  }

  /** A document is there: what was minted for it is shown; one that came for no URL, or came again, gets one minted. */
  #ready({ origins }: Extract<ToHost, { type: 'ready' }>): void {
    const next = this.#next;
    this.#next = undefined;
    if (next) this.#show(next.minted, next.origins);
    else void this.#mint(origins);
  }

  async #mint(origins: string[]): Promise<void> {
    const rendering = this.#rendering;
    const isLeft = () => this.#disposed || rendering !== this.#rendering;
    this.#post({ type: 'minting' });
    try {
      const { allowedDomains } = await import('../quicksight/embedUrl.ts');
      const { domains, refused } = allowedDomains(origins);
      if (refused.length > 0) {
        if (!isLeft()) this.#cannotFrame(refused);
        return;
      }
      const minted = await mintInSession(this.host.sessions, { ...this.page, where: 'a webview', framedBy: domains });
      if (isLeft()) return;
      this.#next = { minted, origins: domains };
      this.#render(minted.url.origin);
    } catch (error) {
      if (isLeft()) return;
      const explanation = explain(error, this.host.sessions.where);
      if (explanation.kind !== 'cancelled') log.error(`Could not mint a URL for ${openingName(this.page.opening)}`, error);
      const [problem, help] = explanation.kind === 'cancelled' ? ['Another AWS session was chosen meanwhile.', ''] : [explanation.problem, explanation.help];
      const remedy = remedyOf(explanation);
      const isBack = explanation.remedy === 'switchSession'; // then this page can go on
      this.#fail(problem, help, remedy && isBack ? { ...remedy, run: () => remedy.run().then(() => this.#render()) } : remedy);
    }
  }

  #cannotFrame(origins: string[]): void {
    this.#fail(
      'QuickSight cannot be shown inside this editor.',
      `It lets only https sites and http://localhost frame it, by name and at most three. This editor is at ${origins.join(', ')}.`,
      { label: 'Open in Browser', run: () => this.host.openInBrowser(this.page) },
    );
  }

  #fail(problem: string, help: string, remedy: RemedyAction | undefined): void {
    this.#remedy = remedy;
    this.#post({ type: 'failed', problem, help, action: remedy?.label ?? 'Try Again' });
  }

  #show({ url, as, expiresAt, framing }: MintedUrl, origins: string[]): void {
    this.#post({
      type: 'show',
      url: url.reveal(),
      as,
      ...(expiresAt && { expiresAt: expiresAt.getTime() }),
      ...(framing.by === 'accountList' && { hint: `If the page stays blank, an administrator has to add ${origins.join(' and ')} in QuickSight, under Manage QuickSight, Domains and Embedding.` }),
    });
  }

  #post(message: ToWebview): void {
    if (!this.#disposed) void this.#panel.webview.postMessage(message);
  }

  /** A new document, with a new nonce. It says `ready` when its script runs. */
  #render(frameOrigin?: string): void {
    if (!frameOrigin) this.#next = undefined; // minted for a document that will not be
    this.#rendering++;
    const { webview } = this.#panel;
    const { opening, belongsTo } = this.page;
    const nonce = randomBytes(16).toString('base64');
    const asset = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(this.host.extensionUri, ...path)).toString();
    const name = escapeHtml(openingName(opening));
    webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; frame-src ${frameOrigin ?? "'none'"};">
<title>${name}</title>
<link rel="stylesheet" nonce="${nonce}" href="${asset('media', 'preview.css')}">
</head>
<body data-rendering="${this.#rendering}"${this.#isReloaded ? ' data-focus-reload' : ''}>
<header>
<h1>${name}</h1>
<p class="what">${escapeHtml(openingKind(opening))} <span id="as"></span> · ${escapeHtml(belongsTo.profile.label)} · ${escapeHtml(belongsTo.region)}</p>
<p class="life" id="life" role="timer" aria-live="off"></p>
<div class="actions" role="group" aria-label="Page"><button id="reload" type="button" title="Mint a new URL and load the page again">Reload</button><button id="browser" type="button" title="Mint a new URL and open it in the browser">Open in Browser</button></div>
</header>
<p id="hint" class="hint" hidden></p>
<progress id="progress" aria-label="Loading"></progress>
<main id="page"></main>
<section id="failure" role="alert" hidden><h2 id="problem"></h2><p id="help"></p><button id="act" class="primary" type="button"></button></section>
<script nonce="${nonce}" src="${asset('dist', 'webview', 'preview.js')}"></script>
</body>
</html>`;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
