/** The setting `quickstudio.openIn`. */
export type OpenIn = 'auto' | 'webview' | 'integratedBrowser' | 'externalBrowser';
export type Target = Exclude<OpenIn, 'auto'>;

/** What the editor at hand can do. */
export interface Abilities {
  /** The workbench itself is an http(s) page, as on code-server, Codespaces, vscode.dev and tunnels. */
  webUi: boolean;
  /** Desktop since 1.109: a browser in an editor tab. */
  integratedBrowser: boolean;
}

/**
 * Where a page opens. A webview can frame QuickSight only where the workbench is an http(s) page: on the desktop every
 * frame has a `vscode-webview://` ancestor, which no `frame-ancestors` source matches (microsoft/vscode#107992,
 * #146656). Studio's pages are never framed. A choice that cannot be had falls back to the next best.
 */
export function chooseTarget(openIn: OpenIn, framable: boolean, { webUi, integratedBrowser }: Abilities): Target {
  const canFrame = framable && webUi;
  const browser = integratedBrowser ? 'integratedBrowser' : 'externalBrowser';
  switch (openIn) {
    case 'externalBrowser':
      return 'externalBrowser';
    case 'integratedBrowser':
      return browser;
    case 'auto':
    case 'webview':
      return canFrame ? 'webview' : browser;
  }
}
