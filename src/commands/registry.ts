import * as vscode from 'vscode';

/** A command's work. What it throws is shown to the person. */
export type Handler = (...args: never[]) => unknown;

/** What becomes of a command that failed. */
export interface OnFailure {
  /** Asks the person for what is missing, where that can be asked for. @returns whether to try again */
  ask: (error: unknown) => Promise<boolean>;
  /** Shows the error, with a way to try again. */
  show: (error: unknown, tryAgain: () => void) => void;
}

/** The one place where commands are registered: each handler's failure is explained, none is lost. */
export function registerCommands(handlers: Record<string, Handler>, { ask, show }: OnFailure): vscode.Disposable {
  const registrations = Object.entries(handlers).map(([name, handler]) => {
    const run = async (...args: unknown[]): Promise<void> => {
      try {
        await (handler as (...args: unknown[]) => unknown)(...args);
      } catch (error) {
        try {
          if (await ask(error)) await run(...args);
          else show(error, () => void run(...args));
        } catch (second) {
          show(second, () => void run(...args));
        }
      }
    };
    return vscode.commands.registerCommand(`quickstudio.${name}`, run);
  });
  return vscode.Disposable.from(...registrations);
}
