// The preview's document: a line that says what it is and how long its URL stays good, and the frame below it.
import { isToWebview, type ToHost, type ToWebview } from '../preview/protocol.ts';

const vscode = acquireVsCodeApi();
const rendering = Number(document.body.dataset.rendering);

type WithoutRendering<M> = M extends unknown ? Omit<M, 'rendering'> : never;
const post = (message: WithoutRendering<ToHost>) => vscode.postMessage({ ...message, rendering });

/** An element of the document that panels.ts writes. */
const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The document has no element ${id}.`);
  return found;
};

let clock: ReturnType<typeof setInterval> | undefined;

element('reload').addEventListener('click', () => post({ type: 'reload' }));
element('browser').addEventListener('click', () => post({ type: 'openInBrowser' }));
element('act').addEventListener('click', () => post({ type: 'act' }));

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isToWebview(data)) receive(data);
});

function receive(message: ToWebview): void {
  const progress = element('progress');
  const failure = element('failure');
  switch (message.type) {
    case 'minting':
      progress.hidden = false;
      failure.hidden = true;
      break;
    case 'show':
      failure.hidden = true;
      element('as').textContent = `as ${message.as}`;
      if (message.hint) {
        element('hint').textContent = message.hint;
        element('hint').hidden = false;
      }
      frame(message.url, () => (progress.hidden = true));
      if (message.expiresAt !== undefined) startClock(message.expiresAt);
      break;
    case 'failed':
      progress.hidden = true;
      element('problem').textContent = message.problem;
      element('help').textContent = message.help;
      element('act').textContent = message.action;
      failure.hidden = false;
      break;
  }
}

function frame(url: string, onload: () => void): void {
  const page = document.createElement('iframe');
  page.title = document.title;
  page.allow = 'clipboard-write; fullscreen';
  page.addEventListener('load', onload, { once: true });
  page.src = url;
  element('page').replaceChildren(page);
}

/** The URL's own clock: the page that it opened goes on after it. */
function startClock(expiresAt: number): void {
  clearInterval(clock);
  const life = element('life');
  const tick = () => {
    const seconds = Math.round((expiresAt - Date.now()) / 1000);
    if (seconds > 0) {
      life.textContent = `URL good for ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}, one sign-on`;
      return;
    }
    clearInterval(clock);
    life.textContent = 'URL no longer good; what it opened goes on';
  };
  tick();
  clock = setInterval(tick, 1000);
}

/** Who pressed Reload by keyboard goes on from there: the document is another one, the button the same. */
function keepFocus(): void {
  if (!('focusReload' in document.body.dataset)) return;
  const focus = () => {
    if (document.activeElement === document.body) element('reload').focus();
  };
  if (document.hasFocus()) focus();
  else window.addEventListener('focus', focus, { once: true });
}

keepFocus();
post({ type: 'ready', origins: [window.origin, ...Array.from(location.ancestorOrigins)] });
