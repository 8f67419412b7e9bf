// What a run of the harness has begun and has to end: child processes, servers, temp folders. One list for the whole
// process, ended last first when the run is over, fails, or is interrupted (Ctrl-C, SIGTERM, a closed terminal).
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** `now`: the process is exiting, nothing can be awaited any more. May be called twice. */
type CleanUp = (now: boolean) => unknown;
const cleanUps = new Set<CleanUp>();
let ending = Promise.resolve();
let interrupted = false;

/** Runs `cleanUp` at the end of the run. The function returned runs it at once, and takes it off the list. */
export function atEnd(cleanUp: CleanUp): () => Promise<void> {
  cleanUps.add(cleanUp);
  return async () => {
    if (!cleanUps.has(cleanUp)) return;
    await cleanUp(false);
    cleanUps.delete(cleanUp);
  };
}

/** Ends everything that was begun, last first. Never rejects; a failure is told on stderr. */
export function endAll(): Promise<void> {
  ending = ending.then(async () => {
    for (const cleanUp of [...cleanUps].reverse()) {
      try {
        await cleanUp(false);
      } catch (error) {
        console.error(error);
      }
      cleanUps.delete(cleanUp);
    }
  });
  return ending;
}

// What a process that ends in any other way can still do.
process.on('exit', () => {
  for (const cleanUp of [...cleanUps].reverse()) cleanUp(true);
});

/** Calls {@link endAll} on Ctrl-C, SIGTERM or a closed terminal, then exits as a shell expects of that signal. */
export function endAllOnSignals(): void {
  const interrupt = (number: number) => {
    if (interrupted) return; // Ctrl-C often comes twice: from the terminal, and passed on by the parent
    interrupted = true;
    void endAll().then(() => process.exit(128 + number));
  };
  process.on('SIGHUP', () => interrupt(1));
  process.on('SIGINT', () => interrupt(2));
  process.on('SIGTERM', () => interrupt(15));
  // npm passes a SIGTERM on to the shell between it and this process. That one ends, and tells nobody.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && interrupt(15), 500).unref();
}

/** A new temp folder, removed at the end of the run. */
export function tempDir(name: string): string {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), `quickstudio-${name}-`)));
  // Retried, because a process that is just ending may still write into it.
  atEnd(() => rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return dir;
}

/** A child process in a process group of its own, so that `end` reaches its children as well. */
export interface GroupProcess {
  child: ChildProcess;
  /** Resolves when the process has ended, or could not start; not after an interrupt, which leaves nothing to go on with. */
  exited: Promise<void>;
  /** SIGTERM to the group, and SIGKILL to what is left of it after the `graceMs` of {@link spawnGroup}. */
  end(): Promise<void>;
}

/** Starts a {@link GroupProcess}, which is ended at the end of the run unless it was before. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions, graceMs = 2000): GroupProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const closed = once(child, 'close').catch(() => undefined); // rejects with an 'error' event
  const end = atEnd(async (now) => {
    if (now) {
      signalGroup(child, 'SIGKILL');
      return;
    }
    if (!signalGroup(child, 'SIGTERM')) return;
    const deadline = Date.now() + graceMs;
    while (Date.now() < deadline && signalGroup(child, 0)) await new Promise((resolve) => setTimeout(resolve, 20));
    if (signalGroup(child, 'SIGKILL')) await closed;
  });
  return { child, exited: closed.then(() => (interrupted ? new Promise(() => undefined) : undefined)), end };
}

/** Runs a command to its end, in a {@link GroupProcess}. `code` is undefined where it did not start, or a signal ended it. */
export async function run([command = '', ...args]: readonly string[], options: SpawnOptions, graceMs?: number): Promise<{ code: number | undefined; output: string }> {
  const { child, exited } = spawnGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], shell: command.endsWith('.cmd') }, graceMs);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  child.on('error', (error) => (output += error.message));
  await exited;
  return { code: child.exitCode ?? undefined, output };
}

/** Signals the whole group of a child process (0: only asks). False when nothing of it is left. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  if (process.platform === 'win32') return child.kill(signal); // no process groups there
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}
