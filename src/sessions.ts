import * as vscode from 'vscode';
import type { CallerIdentity } from './aws/callerIdentity.ts';
import { profileInUse } from './aws/profileInUse.ts';
import type { CallReport, Session } from './aws/session.ts';
import { setContextKey } from './contextKeys.ts';
import { explain, needsNewCredentials, type Explanation, type Where } from './errors.ts';
import { log } from './log.ts';
import { onDidChangeSessionChoice, sessionChoice } from './settings.ts';

/** What is known of the session in use. */
export type SessionState =
  | { kind: 'idle' }
  | { kind: 'open'; session: Session; /** Undefined until AWS said who the caller is. */ identity?: CallerIdentity }
  | { kind: 'failed'; explanation: Explanation; where: Where };

/**
 * The one session in use. It opens when something first needs it; a change of profile or region ends it, and the next
 * need opens another. A session whose credentials AWS refuses is left when the person next does something, so that trying
 * again reads the files anew.
 */
export class Sessions implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: { dispose(): unknown }[] = [this.#changed, onDidChangeSessionChoice(() => this.reset())];
  readonly #refused = new WeakSet<Session>();
  #opening: Promise<Session> | undefined;
  /** Counts the changes of what to open. */
  #turn = 0;
  #state: SessionState = { kind: 'idle' };

  /** The state changed: another session, one less, or more known of it. */
  readonly onDidChange = this.#changed.event;

  get state(): SessionState {
    return this.#state;
  }

  /** The session in use, or undefined where there is none yet. */
  get live(): Session | undefined {
    return this.#state.kind === 'open' ? this.#state.session : undefined;
  }

  /** The session in use, opened if there is none. Who the caller is is asked for meanwhile. @throws SessionProblem */
  get(): Promise<Session> {
    return (this.#opening ??= this.#open());
  }

  /**
   * The session for what a person does now: one whose credentials AWS refused is left for another first. Not for what
   * draws itself again when the session changes: where AWS goes on refusing, that would never end.
   * @throws SessionProblem
   */
  getUsable(): Promise<Session> {
    if (this.isRefused) this.reset();
    return this.get();
  }

  /** AWS refused the credentials of the session in use. */
  get isRefused(): boolean {
    return this.live !== undefined && this.#refused.has(this.live);
  }

  async #open(): Promise<Session> {
    const turn = this.#turn;
    const isLeft = () => turn !== this.#turn; // meanwhile another profile or region was chosen
    try {
      const { openSession } = await import('./aws/session.ts');
      const session: Session = await openSession(sessionChoice(), (call) => this.#report(session, call));
      if (isLeft()) {
        session.end();
        return await this.get();
      }
      log.info(
        `Session: profile ${session.profile.label} (${session.profile.chosenBy}), region ${session.region} (${session.regionFrom})` +
          (session.endpoint ? `, endpoint ${new URL(session.endpoint).host}` : ''),
      );
      this.#setState({ kind: 'open', session });
      void this.#identify(session);
      return session;
    } catch (error) {
      if (isLeft()) return this.get();
      this.#fail(error);
      throw error;
    }
  }

  #report(session: Session, call: CallReport): void {
    log.call(call);
    if (call.error !== undefined && needsNewCredentials(explain(call.error, whereOf(session)).kind)) this.#refused.add(session);
  }

  async #identify(session: Session): Promise<void> {
    try {
      const { callerIdentity } = await import('./aws/callerIdentity.ts');
      const identity = await callerIdentity(session);
      if (this.live === session) this.#setState({ kind: 'open', session, identity });
    } catch (error) {
      if (this.live !== session) return;
      session.end();
      this.#fail(error, session);
    }
  }

  #fail(error: unknown, session?: Session): void {
    const where = session ? whereOf(session) : this.where;
    const explanation = explain(error, where);
    log.error(explanation.problem, error);
    this.#opening = undefined;
    this.#setState({ kind: 'failed', explanation, where });
  }

  /** As whom and where: what is in use, what failed, or what would be opened. */
  get where(): Where {
    switch (this.#state.kind) {
      case 'open':
        return whereOf(this.#state.session);
      case 'failed':
        return this.#state.where;
      case 'idle': {
        const choice = sessionChoice();
        return { profile: profileInUse(choice).label, ...(choice.region && { region: choice.region }) };
      }
    }
  }

  /** The caller's account, once AWS has named it. */
  get accountId(): string | undefined {
    return this.#state.kind === 'open' ? this.#state.identity?.accountId : undefined;
  }

  /** Profile, region and account, as far as they are known, in one line. */
  get headline(): string {
    const { profile, region } = this.where;
    return [profile, region, this.accountId].filter(Boolean).join(' · ');
  }

  /** Ends the session, its requests included. */
  reset(): void {
    this.live?.end();
    this.#turn++;
    this.#opening = undefined;
    this.#setState({ kind: 'idle' });
  }

  #setState(state: SessionState): void {
    this.#state = state;
    setContextKey('quickstudio.problem', state.kind === 'failed' ? state.explanation.kind : undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.live?.end();
    this.#turn++;
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

function whereOf({ profile, region, endpoint }: Session): Where {
  return { profile: profile.label, region, ...(endpoint && { endpoint }) };
}
