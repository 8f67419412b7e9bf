// One session at a time: what ends it, and that nothing of an ended one comes back.
import assert from 'node:assert/strict';
import { mintInSession } from '../../src/preview/minting.ts';
import { Sessions } from '../../src/sessions.ts';
import { setSetting, startDemoAccount, type DemoAccount } from './support.ts';

describe('the session in use', () => {
  let account: DemoAccount;
  let sessions: Sessions;

  before(async () => {
    account = await startDemoAccount();
  });
  after(() => account.end());
  beforeEach(() => {
    sessions = new Sessions();
  });
  afterEach(async () => {
    sessions.dispose();
    await setSetting('profile', undefined);
  });

  it('is one, however many ask for it', async () => {
    const [first, second] = await Promise.all([sessions.get(), sessions.get()]);
    assert.equal(first, second);
  });

  it('does not come back when it was still opening as another was chosen', async () => {
    const early = sessions.get();
    sessions.reset();
    const late = sessions.get();
    const [first, second] = await Promise.all([early, late]);
    assert.equal(sessions.live, second);
    assert.equal(first, second, 'who asked early gets the session in use');
    assert.equal(second.ended, false);
  });

  it('ends with its requests in flight when another profile is chosen', async () => {
    const held = account.emulator.hold('GetCallerIdentity');
    const before = await sessions.get();
    await held.arrived;
    await setSetting('profile', 'demo-viewer');
    assert.equal(before.ended, true);
    const after = await sessions.get();
    held.release();
    assert.notEqual(after, before);
    assert.equal(after.profile.label, 'demo-viewer');
  });

  it('is left when AWS says that its credentials have expired: what a person does next takes the new ones', async () => {
    const { listDashboards } = await import('../../src/quicksight/lists.ts');
    const expired = await sessions.get();
    account.emulator.fail('ListDashboards', { code: 'ExpiredTokenException', message: 'The security token included in the request is expired', status: 403 }, 1);
    await assert.rejects(listDashboards(expired), { name: 'ExpiredTokenException' });
    assert.equal(await sessions.get(), expired, 'what draws itself again does not leave it');
    const next = await sessions.getUsable();
    assert.notEqual(next, expired);
    assert.equal(expired.ended, true);
    assert.equal((await listDashboards(next)).items.length, 24);
  });

  it('says as whom and where it failed', async () => {
    await setSetting('profile', 'demo-wrong-key');
    const failed = new Promise<void>((resolve) => {
      const listening = sessions.onDidChange(() => {
        if (sessions.state.kind !== 'failed') return;
        listening.dispose();
        resolve();
      });
    });
    await sessions.get();
    await failed;
    assert.deepEqual([sessions.where.profile, sessions.where.region], ['demo-wrong-key', account.emulator.region]);
  });

  it('mints once more where it was refreshed meanwhile, and not where another profile was chosen', async () => {
    const opening = { kind: 'console', entryPoint: '/start', name: 'QuickSight' } as const;
    const refreshed = account.emulator.hold('GenerateEmbedUrlForRegisteredUser');
    const minting = mintInSession(sessions, { opening, where: 'a test' });
    await refreshed.arrived;
    sessions.reset();
    refreshed.release();
    assert.equal((await minting).url.reveal(), account.emulator.minted.at(-1)?.url);

    const left = account.emulator.hold('GenerateEmbedUrlForRegisteredUser');
    const cancelled = mintInSession(sessions, { opening, where: 'a test' });
    await left.arrived;
    const rejected = assert.rejects(cancelled, { name: 'AbortError' });
    await setSetting('profile', 'demo-viewer');
    left.release();
    await rejected;
  });
});
