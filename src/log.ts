import * as vscode from 'vscode';
import type { CallReport } from './aws/session.ts';
import { mask, maskedFirstLine } from './mask.ts';

let channel: vscode.LogOutputChannel | undefined;

/** Made when there is something to say, so that `activate` does not make it. */
function output(): vscode.LogOutputChannel {
  return (channel ??= vscode.window.createOutputChannel('QuickStudio', { log: true }));
}

/** Everything that goes to the log passes here, and through `mask`. */
export const log = {
  info: (message: string) => output().info(mask(message)),
  warn: (message: string) => output().warn(mask(message)),
  error: (message: string, error?: unknown) => output().error(error === undefined ? mask(message) : `${mask(message)}: ${inWords(error)}`),
  show: () => output().show(),
  dispose: () => channel?.dispose(),

  /**
   * What was called, where, how long it took, and AWS's request id; of an error its name and first line. That is a warning:
   * some refusals are answers, such as the one that tells the identity region.
   */
  call: ({ service, operation, region, milliseconds, requestId, attempts, httpStatus, error }: CallReport): void => {
    const facts = [`${service} ${operation}`, region, `${Math.round(milliseconds)} ms`];
    if (httpStatus !== undefined) facts.push(`HTTP ${httpStatus}`);
    if (attempts !== undefined && attempts > 1) facts.push(`${attempts} attempts`);
    if (requestId) facts.push(`request ${requestId}`);
    const line = facts.join(' · ');
    if (error === undefined) output().info(line);
    else if (error instanceof Error && error.name === 'AbortError') output().info(`${line} · cancelled`);
    else output().warn(`${line} · ${inWords(error)}`);
  },
};

/** Name, code and first line. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return mask(String(error));
  const { code } = error as { code?: unknown };
  return maskedFirstLine([error.name, typeof code === 'string' ? code : '', error.message].filter(Boolean).join(': '));
}
