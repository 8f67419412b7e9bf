// What the preview's host and its webview say to each other; both ends check what they get.

/** From the host to the webview. */
export type ToWebview =
  | { type: 'minting' }
  | { type: 'show'; url: string; as: string; /** Milliseconds since the epoch. */ expiresAt: number; hint?: string }
  | { type: 'failed'; problem: string; help: string; /** The label of the action that helps. */ action?: string };

/** From the webview to the host. */
export type ToHost =
  /** The script runs. `origins`: the webview's own and its ancestors', which a frame in it has all as ancestors. */
  { type: 'ready'; origins: string[] } | { type: 'reload' } | { type: 'openInBrowser' } | /** The action that the last `failed` offered. */ { type: 'act' };

export function isToHost(message: unknown): message is ToHost {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  switch (message.type) {
    case 'ready':
      return 'origins' in message && Array.isArray(message.origins) && message.origins.every((origin) => typeof origin === 'string');
    case 'reload':
    case 'openInBrowser':
    case 'act':
      return true;
    default:
      return false;
  }
}

export function isToWebview(message: unknown): message is ToWebview {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  const has = (name: string, type: 'string' | 'number') => name in message && typeof (message as Record<string, unknown>)[name] === type;
  switch (message.type) {
    case 'minting':
      return true;
    case 'show':
      return has('url', 'string') && has('as', 'string') && has('expiresAt', 'number') && (!('hint' in message) || has('hint', 'string'));
    case 'failed':
      return has('problem', 'string') && has('help', 'string') && (!('action' in message) || has('action', 'string'));
    default:
      return false;
  }
}
