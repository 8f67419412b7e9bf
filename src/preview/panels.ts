import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Session } from '../aws/session.ts';
import { explain } from '../errors.ts';
import { log } from '../log.ts';
import type { MintedUrl } from '../mintedUrl.ts';
import { remedyOf, type RemedyAction } from '../remedies.ts';
import type { Sessions } from '../sessions.ts';
import { mint, openingKey, openingKind, openingName, type Opening } from './openings.ts';
import { isToHost, type ToWebview } from './protocol.ts';

/** What a panel needs of the rest. */
export interface PanelHost {
  extensionUri: vscode.Uri;
  sessions: Sessions;
  openInBrowser(opening: Opening): Promise<void>;
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
    const panel = new PreviewPanel(this.host, session, opening);
    this.#panels.set(key, panel);
    panel.onDidDispose(() => this.#panels.delete(key));
  }

  /** The preview that has the focus, for commands that are about "this". */
  get active(): Opening | undefined {
    return [...this.#panels.values()].find((panel) => panel.isActive)?.opening;
  }

  dispose(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }
}

/**
 * A webview panel that frames one page. First it shows a page without any frame and learns which origins will be the
 * frame's ancestors; the URL is minted for just those. Then it shows a page whose CSP lets it frame just that URL's host.
 */
class PreviewPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #profile: string;
  readonly #region: string;
  /** Minted, and to be shown as soon as the page that may frame it is ready. */
  #next: MintedUrl | undefined;
  #minting = false;
  /** What the failure on screen offers. */
  #remedy: RemedyAction | undefined;

  constructor(
    private readonly host: PanelHost,
    session: Session,
    readonly opening: Opening,
  ) {
    this.#profile = session.profile.label;
    this.#region = session.region;
    this.#panel = vscode.window.createWebviewPanel('quickstudio.preview', openingName(opening), vscode.ViewColumn.Active, {
      enableScripts: true,
      // A dashboard that is left for another tab and come back to should be as it was; loading it again takes a sign-on.
      retainContextWhenHidden: true,
      localResourceRoots: [vscode.Uri.joinPath(host.extensionUri, 'dist', 'webview'), vscode.Uri.joinPath(host.extensionUri, 'media')],
    });
    this.#panel.iconPath = vscode.Uri.joinPath(host.extensionUri, 'media', opening.kind === 'analysis' ? 'analysis.svg' : 'dashboard.svg');
    this.#panel.webview.onDidReceiveMessage((message) => this.#receive(message), undefined, this.#disposables);
    this.#panel.onDidDispose(() => this.#disposables.forEach((disposable) => void disposable.dispose()));
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
    if (!isToHost(message)) return;
    switch (message.type) {
      case 'ready':
        if (this.#next) this.#show(this.#next);
        else void this.#mint(message.origins);
        this.#next = undefined;
        break;
      case 'reload':
        this.#render();
        break;
      case 'openInBrowser':
        void this.host.openInBrowser(this.opening);
        break;
      case 'act':
        void this.#remedy?.run();
        break;
    }
  }

  async #mint(origins: string[]): Promise<void> {
    if (this.#minting) return;
    this.#minting = true;
    this.#post({ type: 'minting' });
    const startedAt = performance.now();
    try {
      const session = await this.host.sessions.get();
      if (session.profile.label !== this.#profile || session.region !== this.#region) {
        this.#post({
          type: 'failed',
          problem: `This page belongs to the profile ${this.#profile} in ${this.#region}.`,
          help: `QuickStudio now works with ${session.profile.label} in ${session.region}. Select that profile and region again, then Reload.`,
        });
        return;
      }
      const { allowedDomains } = await import('../quicksight/embedUrl.ts');
      const { domains, refused } = allowedDomains(origins);
      if (refused.length > 0) {
        this.#post({
          type: 'failed',
          problem: 'QuickSight cannot be framed in this editor.',
          help: `It lets only https sites and http://localhost frame it, by name and at most three; this editor is at ${refused.join(', ')}. Open it in the browser.`,
        });
        return;
      }
      const minted = await mint(session, this.opening, domains);
      session.signal.throwIfAborted();
      log.info(`Minted ${minted.operation} for ${openingKind(this.opening)} ${openingName(this.opening)} in ${Math.round(performance.now() - startedAt)} ms, opens in a webview (${minted.why})`);
      this.#next = minted;
      this.#render(minted.url.origin);
    } catch (error) {
      const explanation = explain(error, this.host.sessions.where);
      if (explanation.kind === 'cancelled') {
        this.#post({ type: 'failed', problem: 'The AWS session changed meanwhile.', help: 'Reload to try again.' });
        return;
      }
      log.error(`Could not mint a URL for ${openingName(this.opening)}`, error);
      this.#remedy = remedyOf(explanation);
      this.#post({ type: 'failed', problem: explanation.problem, help: explanation.help, ...(this.#remedy && { action: this.#remedy.label }) });
    } finally {
      this.#minting = false;
    }
  }

  #show({ url, as, expiresAt, mintedAt, framing }: MintedUrl): void {
    this.#post({
      type: 'show',
      url: url.reveal(),
      as,
      expiresAt: (expiresAt ?? mintedAt).getTime(),
      ...(framing.by === 'accountList' && {
        hint: "If the page stays blank, this editor's address is missing in QuickSight under Manage QuickSight, Domains and Embedding.",
      }),
    });
  }

  #post(message: ToWebview): void {
    void this.#panel.webview.postMessage(message);
  }

  /** A new page, with a new nonce. It says `ready` when its script runs. */
  #render(frameOrigin?: string): void {
    const { webview } = this.#panel;
    const nonce = randomBytes(16).toString('base64');
    const asset = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(this.host.extensionUri, ...path)).toString();
    const name = escapeHtml(openingName(this.opening));
    webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; frame-src ${frameOrigin ?? "'none'"};">
<title>${name}</title>
<link rel="stylesheet" nonce="${nonce}" href="${asset('media', 'preview.css')}">
</head>
<body>
<header>
<h1>${name}</h1>
<p class="what">${escapeHtml(openingKind(this.opening))} <span id="as"></span> · ${escapeHtml(this.#profile)} · ${escapeHtml(this.#region)}</p>
<p class="life" id="life" role="timer" aria-live="off"></p>
<div role="toolbar" aria-label="Page"><button id="reload" type="button" title="Mint a new URL and load the page again">Reload</button><button id="browser" type="button" title="Mint a new URL and open it in the browser">Open in Browser</button></div>
</header>
<p id="hint" class="hint" hidden></p>
<progress id="progress" aria-label="Asking AWS for a URL"></progress>
<main id="page"></main>
<section id="failure" role="alert" hidden><h2 id="problem"></h2><p id="help"></p><button id="act" class="primary" type="button" hidden></button></section>
<script nonce="${nonce}" src="${asset('dist', 'webview', 'preview.js')}"></script>
</body>
</html>`;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
