// What the preview's host and its webview say to each other; both ends check what they get.

/** From the host to the webview. */
export type ToWebview =
  | { type: 'minting' }
  | { type: 'show'; url: string; as: string; /** Milliseconds since the epoch; absent where the URL does not expire. */ expiresAt?: number; hint?: string }
  | { type: 'failed'; problem: string; help: string; /** The label of the action that helps. */ action: string };

/** From the webview to the host. `rendering` is the number of the document that speaks. */
export type ToHost = { rendering: number } & (
  | /** The script runs. `origins`: the webview's own and its ancestors', all of which are ancestors of a frame in it. */ { type: 'ready'; origins: string[] }
  | { type: 'reload' }
  | { type: 'openInBrowser' }
  | /** The action that the last `failed` offered. */ { type: 'act' }
);

export function isToHost(message: unknown): message is ToHost {
  if (!hasType(message) || !('rendering' in message) || typeof message.rendering !== 'number') return false;
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
  if (!hasType(message)) return false;
  const has = (name: string, type: 'string' | 'number') => name in message && typeof (message as Record<string, unknown>)[name] === type;
  const mayHave = (name: string, type: 'string' | 'number') => !(name in message) || has(name, type);
  switch (message.type) {
    case 'minting':
      return true;
    case 'show':
      return has('url', 'string') && has('as', 'string') && mayHave('expiresAt', 'number') && mayHave('hint', 'string');
    case 'failed':
      return has('problem', 'string') && has('help', 'string') && has('action', 'string');
    default:
      return false;
  }
}

function hasType(message: unknown): message is { type: unknown } {
  return typeof message === 'object' && message !== null && 'type' in message;
}
