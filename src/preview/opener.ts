import * as vscode from 'vscode';
import type { Session } from '../aws/session.ts';
import type { MintedUrl } from '../mintedUrl.ts';
import type { Sessions } from '../sessions.ts';
import { openIn } from '../settings.ts';
import { abilities, openInExternalBrowser, openInIntegratedBrowser } from './browser.ts';
import { mintInSession } from './minting.ts';
import { isFramable, openingKey, openingName, type Opening } from './openings.ts';
import { PreviewPanels } from './panels.ts';
import { chooseTarget, type OpenIn } from './target.ts';

/** Something to open: from a list, or from an open page, which belongs to the session it was minted in. */
export interface ToOpen {
  opening: Opening;
  belongsTo?: Session;
}

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
    this.panels = new PreviewPanels({ extensionUri, sessions, openInBrowser: (toOpen) => this.open(toOpen, 'externalBrowser').catch(onError), onError });
  }

  /** @throws what mintInSession throws */
  open(toOpen: ToOpen, how: OpenIn = openIn()): Promise<void> {
    const key = `${how} ${openingKey(toOpen.opening)}`;
    const underway = this.#underway.get(key) ?? this.#open(toOpen, how).finally(() => this.#underway.delete(key));
    this.#underway.set(key, underway);
    return underway;
  }

  async #open(toOpen: ToOpen, how: OpenIn): Promise<void> {
    const session = await this.sessions.getUsable();
    const target = chooseTarget(how, isFramable(toOpen.opening), await abilities());
    if (target === 'webview') {
      this.panels.show(toOpen.belongsTo ?? session, toOpen.opening);
      return;
    }
    const { url } = await this.#mint(toOpen, target === 'integratedBrowser' ? 'the Integrated Browser' : 'the browser');
    if (target === 'integratedBrowser') await openInIntegratedBrowser(url);
    else await openInExternalBrowser(url);
  }

  /** Mints a URL and puts it on the clipboard, as the person asked. @throws as open */
  async copyUrl(toOpen: ToOpen): Promise<MintedUrl> {
    const minted = await this.#mint(toOpen, 'the clipboard');
    await vscode.env.clipboard.writeText(minted.url.reveal());
    return minted;
  }

  #mint(toOpen: ToOpen, where: string): Thenable<MintedUrl> {
    const title = `Opening ${openingName(toOpen.opening)}…`;
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => mintInSession(this.sessions, { ...toOpen, where }));
  }

  dispose(): void {
    this.panels.dispose();
  }
}
