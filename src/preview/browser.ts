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
 * Opens a URL in the person's browser, byte for byte. `env.openExternal` takes a `Uri`, which decodes and encodes a query
 * anew, and these URLs carry their secret there (microsoft/vscode#85930, #124704, #135949); on a remote it also sends
 * localhost through a tunnel, under another address. The command takes a string and opens it as it is.
 */
export async function openInExternalBrowser(url: BearerUrl | string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', typeof url === 'string' ? url : url.reveal());
}
