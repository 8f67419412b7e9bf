import * as vscode from 'vscode';
import { log } from '../log.ts';
import type { MintedUrl } from '../mintedUrl.ts';
import type { Sessions } from '../sessions.ts';
import { openIn } from '../settings.ts';
import { abilities, openInExternalBrowser, openInIntegratedBrowser } from './browser.ts';
import { isFramable, mint, openingKey, openingKind, openingName, type Opening } from './openings.ts';
import { PreviewPanels } from './panels.ts';
import { chooseTarget, type OpenIn } from './target.ts';

/** Opens pages: mints a URL each time, and shows it where the person wants it. */
export class Opener implements vscode.Disposable {
  readonly panels: PreviewPanels;
  /** Openings on their way: a second click on the same thing is the same opening. */
  readonly #underway = new Map<string, Promise<void>>();

  /** @param onError shows an error to the person */
  constructor(
    extensionUri: vscode.Uri,
    private readonly sessions: Sessions,
    onError: (error: unknown) => void,
  ) {
    this.panels = new PreviewPanels({ extensionUri, sessions, openInBrowser: (opening) => this.open(opening, 'externalBrowser').catch(onError) });
  }

  /** @throws what opening the session or minting throws */
  open(opening: Opening, how: OpenIn = openIn()): Promise<void> {
    const key = `${how} ${openingKey(opening)}`;
    const underway = this.#underway.get(key) ?? this.#open(opening, how).finally(() => this.#underway.delete(key));
    this.#underway.set(key, underway);
    return underway;
  }

  async #open(opening: Opening, how: OpenIn): Promise<void> {
    const session = await this.sessions.get();
    const target = chooseTarget(how, isFramable(opening), await abilities());
    if (target === 'webview') {
      this.panels.show(session, opening);
      return;
    }
    const { url } = await this.#mint(opening, target === 'integratedBrowser' ? 'the Integrated Browser' : 'the browser');
    if (target === 'integratedBrowser') await openInIntegratedBrowser(url);
    else await openInExternalBrowser(url);
  }

  /** Mints a URL and puts it on the clipboard, as the person asked. @throws as open */
  async copyUrl(opening: Opening): Promise<MintedUrl> {
    const minted = await this.#mint(opening, 'the clipboard');
    await vscode.env.clipboard.writeText(minted.url.reveal());
    return minted;
  }

  async #mint(opening: Opening, where: string): Promise<MintedUrl> {
    const title = `Opening ${openingName(opening)}…`;
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () => {
      const startedAt = performance.now();
      const session = await this.sessions.get();
      const minted = await mint(session, opening);
      // The session ended while AWS answered: that URL is another identity's.
      session.signal.throwIfAborted();
      log.info(`Minted ${minted.operation} for ${openingKind(opening)} ${openingName(opening)} in ${Math.round(performance.now() - startedAt)} ms, opens in ${where} (${minted.why})`);
      return minted;
    });
  }

  dispose(): void {
    this.panels.dispose();
  }
}
