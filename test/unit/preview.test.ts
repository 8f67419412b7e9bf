import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isToHost, isToWebview, type ToHost, type ToWebview } from '../../src/preview/protocol.ts';
import { chooseTarget, type OpenIn, type Target } from '../../src/preview/target.ts';

describe('chooseTarget', () => {
  // [setting, framable, webUi, integratedBrowser, where]
  const table: [OpenIn, boolean, boolean, boolean, Target][] = [
    ['auto', true, true, true, 'webview'],
    ['auto', true, true, false, 'webview'],
    ['auto', true, false, true, 'integratedBrowser'],
    ['auto', true, false, false, 'externalBrowser'],
    ['auto', false, true, true, 'integratedBrowser'],
    ['auto', false, true, false, 'externalBrowser'],
    ['auto', false, false, true, 'integratedBrowser'],
    ['auto', false, false, false, 'externalBrowser'],
    ['webview', true, true, true, 'webview'],
    ['webview', true, true, false, 'webview'],
    ['webview', true, false, true, 'integratedBrowser'],
    ['webview', true, false, false, 'externalBrowser'],
    ['webview', false, true, true, 'integratedBrowser'],
    ['webview', false, true, false, 'externalBrowser'],
    ['webview', false, false, true, 'integratedBrowser'],
    ['webview', false, false, false, 'externalBrowser'],
    ['integratedBrowser', true, true, true, 'integratedBrowser'],
    ['integratedBrowser', true, true, false, 'externalBrowser'],
    ['integratedBrowser', true, false, true, 'integratedBrowser'],
    ['integratedBrowser', true, false, false, 'externalBrowser'],
    ['integratedBrowser', false, true, true, 'integratedBrowser'],
    ['integratedBrowser', false, true, false, 'externalBrowser'],
    ['integratedBrowser', false, false, true, 'integratedBrowser'],
    ['integratedBrowser', false, false, false, 'externalBrowser'],
    ['externalBrowser', true, true, true, 'externalBrowser'],
    ['externalBrowser', true, true, false, 'externalBrowser'],
    ['externalBrowser', true, false, true, 'externalBrowser'],
    ['externalBrowser', true, false, false, 'externalBrowser'],
    ['externalBrowser', false, true, true, 'externalBrowser'],
    ['externalBrowser', false, true, false, 'externalBrowser'],
    ['externalBrowser', false, false, true, 'externalBrowser'],
    ['externalBrowser', false, false, false, 'externalBrowser'],
  ];
  for (const [openIn, framable, webUi, integratedBrowser, target] of table) {
    it(`${openIn}, ${framable ? 'framable' : 'not framable'}, on ${webUi ? 'the web' : 'the desktop'}, ${integratedBrowser ? 'with' : 'without'} an Integrated Browser: ${target}`, () => {
      assert.equal(chooseTarget(openIn, framable, { webUi, integratedBrowser }), target);
    });
  }
});

describe('messages of the preview', () => {
  const toHost: ToHost[] = [
    { rendering: 1, type: 'ready', origins: [] },
    { rendering: 2, type: 'ready', origins: ['http://localhost:8080', 'https://a.example'] },
    { rendering: 3, type: 'reload' },
    { rendering: 4, type: 'openInBrowser' },
    { rendering: 5, type: 'act' },
  ];
  const toWebview: ToWebview[] = [
    { type: 'minting' },
    { type: 'show', url: 'https://a.example/x', as: 'ana', expiresAt: 1 },
    { type: 'show', url: 'https://a.example/x', as: 'ana', expiresAt: 1, hint: 'h' },
    { type: 'show', url: 'https://a.example/x', as: 'ana' },
    { type: 'failed', problem: 'p', help: 'h', action: 'Try Again' },
  ];

  it('pass the guard of their direction, and not of the other', () => {
    for (const message of toHost) assert.deepEqual([isToHost(message), isToWebview(message)], [true, false], JSON.stringify(message));
    for (const message of toWebview) assert.deepEqual([isToHost(message), isToWebview(message)], [false, true], JSON.stringify(message));
  });

  it('do not pass with a member missing or of another type', () => {
    const guards = [[toHost, isToHost], [toWebview, isToWebview]] as const;
    for (const [messages, isMessage] of guards) {
      for (const message of messages) {
        for (const name of Object.keys(message)) {
          for (const wrong of [null, {}, [1], true]) assert.equal(isMessage({ ...message, [name]: wrong }), false, `${JSON.stringify(message)} with ${name} = ${JSON.stringify(wrong)}`);
          const rest = Object.fromEntries(Object.entries(message).filter(([key]) => key !== name));
          assert.equal(isMessage(rest), name === 'hint' || name === 'expiresAt', `${JSON.stringify(message)} without ${name}`);
        }
      }
    }
  });

  it('are never taken from random values, unless these are well-formed', () => {
    const anything = fc.oneof(
      fc.anything({ withNullPrototype: true }),
      fc.record({ type: fc.constantFrom('ready', 'reload', 'openInBrowser', 'act', 'minting', 'show', 'failed', 'other'), origins: fc.anything(), url: fc.anything(), as: fc.anything(), expiresAt: fc.anything(), hint: fc.anything(), problem: fc.anything(), help: fc.anything(), action: fc.anything(), rendering: fc.oneof(fc.integer(), fc.anything()) }, { requiredKeys: [] }),
    );
    const text = (value: unknown) => typeof value === 'string';
    fc.assert(
      fc.property(anything, (value) => {
        const { type, origins, url, as, expiresAt, hint, problem, help, action, rendering } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
        const isNamed = (name: string) => typeof value === 'object' && value !== null && name in value;
        const host = typeof rendering === 'number' && (type === 'reload' || type === 'openInBrowser' || type === 'act' || (type === 'ready' && Array.isArray(origins) && origins.every(text)));
        const optionsAreWell = (!isNamed('hint') || text(hint)) && (!isNamed('expiresAt') || typeof expiresAt === 'number');
        const webview = type === 'minting' || (type === 'show' && text(url) && text(as) && optionsAreWell) || (type === 'failed' && text(problem) && text(help) && text(action));
        assert.deepEqual([isToHost(value), isToWebview(value)], [host, webview]);
      }),
      { numRuns: 1000 },
    );
  });
});
