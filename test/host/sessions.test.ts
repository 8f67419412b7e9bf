// One session at a time: what ends it, and that nothing of an ended one comes back.
import assert from 'node:assert/strict';
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
});
