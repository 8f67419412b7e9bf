import * as vscode from 'vscode';

/** A command's work. What it throws is shown to the person. */
export type Handler = (...args: never[]) => unknown;

/** The one place where commands are registered: each handler's failure is explained, none is lost. */
export function registerCommands(handlers: Record<string, Handler>, onError: (error: unknown) => void): vscode.Disposable {
  const registrations = Object.entries(handlers).map(([name, handler]) =>
    vscode.commands.registerCommand(`quickstudio.${name}`, async (...args: unknown[]) => {
      try {
        await (handler as (...args: unknown[]) => unknown)(...args);
      } catch (error) {
        onError(error);
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}
