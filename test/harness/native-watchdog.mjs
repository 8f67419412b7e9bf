// Stands in for @vscode/native-watchdog, which ends an extension host whose server is gone. That one is native so that a
// host whose event loop is stuck ends as well; this one does not go that far.
export function start(pid) {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 1000).unref();
}

export const exit = (code = 0) => process.exit(code);
