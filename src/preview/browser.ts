import * as vscode from 'vscode';
import type { BearerUrl } from '../mintedUrl.ts';
import type { Abilities } from './target.ts';

/** Not API (microsoft/vscode#308407), so it is looked for each time. */
const INTEGRATED_BROWSER = 'workbench.action.browser.open';

export async function abilities(): Promise<Abilities> {
  return {
    webUi: vscode.env.uiKind === vscode.UIKind.Web,
    integratedBrowser: (await vscode.commands.getCommands(true)).includes(INTEGRATED_BROWSER),
  };
}

/** Opens a minted URL in the editor's own browser. */
export async function openInIntegratedBrowser(url: BearerUrl): Promise<void> {
  await vscode.commands.executeCommand(INTEGRATED_BROWSER, url.reveal());
}

/**
 * Opens a URL in the person's browser, byte for byte. `Uri` decodes and encodes a query anew, and these URLs carry their
 * secret there (microsoft/vscode#85930, #124704, #135949); VS Code takes a string as well and hands it on as it is,
 * though its types do not say so.
 */
export async function openInExternalBrowser(url: BearerUrl | string): Promise<void> {
  const text = typeof url === 'string' ? url : url.reveal();
  await vscode.env.openExternal(text as unknown as vscode.Uri);
}
