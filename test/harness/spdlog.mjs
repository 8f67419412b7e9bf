// Stands in for @vscode/spdlog, VS Code's native log writer, which only a C++ compiler could make here: without it VS Code
// writes no log file, and its output panel shows nothing. This one writes the same lines, each at once, and never rotates.
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

const nothing = () => undefined;

export class Logger {
  level = 2;
  formatted = true;
  constructor(_type, _name, file) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.file = file;
  }
  log(level, message) {
    if (level < this.level) return;
    try {
      appendFileSync(this.file, this.formatted ? `${timestamp(new Date())} [${levels[level]}] ${message}\n` : message);
    } catch {
      // its folder has been removed: the editor is being closed
    }
  }
  trace(message) { this.log(0, message); }
  debug(message) { this.log(1, message); }
  info(message) { this.log(2, message); }
  warn(message) { this.log(3, message); }
  error(message) { this.log(4, message); }
  critical(message) { this.log(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.formatted = false; }
  /** VS Code only ever asks for the pattern that `log` writes. */
  setPattern = nothing;
  flush = nothing;
  drop = nothing;
}

/** 2026-01-31 09:05:07.042, in local time. */
function timestamp(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, -1).replace('T', ' ');
}

export const version = 0;
export const setLevel = nothing;
export const setFlushOn = nothing;
export const createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
export const createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
