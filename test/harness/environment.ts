// The environment variables that the editors under test and the demo get.

/**
 * This process's environment without what would make a difference from one machine to the next: AWS's settings and keys,
 * and what npm, or the VS Code whose terminal this may be, tells the processes started from it.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|INIT_CWD$)/.test(name)));
}

/** {@link cleanEnvironment} with `home` as the home folder too, so that nothing of the person's own is read or written. */
export function hermeticEnvironment(home: string): NodeJS.ProcessEnv {
  const env = Object.entries(cleanEnvironment()).filter(([name]) => !/^XDG_(CONFIG|DATA|CACHE|STATE)_HOME$/.test(name));
  return {
    ...Object.fromEntries(env),
    HOME: home,
    USERPROFILE: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    // VS Code's server as code-server builds it: no extension gallery. There may be no way to it.
    EXTENSIONS_GALLERY: '{}',
  };
}
