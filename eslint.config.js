// Lint guards the architecture too: what may import what, and the one home of each thing (see CONTRIBUTING.md).
import globals from 'globals';
import tseslint from 'typescript-eslint';

const noVscode = { name: 'vscode', message: 'No vscode below the surfaces: domain code and its tests must run in plain Node.' };
const belowSurfaces = (...above) => ({
  'no-restricted-imports': ['error', { paths: [noVscode], patterns: [{ regex: `/(${above.join('|')})(/|\\.ts$)`, message: 'Imports point one way: surfaces → domains → aws.' }] }],
});
const surfaces = ['tree', 'preview', 'commands', 'webview', 'extension', 'sessions', 'settings', 'log', 'contextKeys', 'remedies', 'statusBar'];

/** One home for each thing, or none: [what it looks like, its home, what to do instead]. */
const homes = [
  ["CallExpression[callee.property.name='registerCommand']", 'src/commands/registry.ts', 'Register commands through commands/registry.ts.'],
  ["CallExpression[callee.property.name='executeCommand'][arguments.0.value='setContext']", 'src/contextKeys.ts', 'Set context keys through contextKeys.ts.'],
  ["CallExpression[callee.property.name='openExternal'], CallExpression[callee.property.name='executeCommand'][arguments.0.value='vscode.open']", 'src/preview/browser.ts', 'Open URLs through preview/browser.ts: it keeps them byte for byte.'],
  ["CallExpression[callee.property.name='getConfiguration']", 'src/settings.ts', 'Read and write settings through settings.ts.'],
  ["CallExpression[callee.property.name='createOutputChannel']", 'src/log.ts', 'Log through log.ts: it masks URLs and keys.'],
  ["CallExpression[callee.property.name='showErrorMessage']", 'src/commands/showError.ts', 'Show errors through commands/showError.ts: it explains them and shows no secret.'],
  ["CallExpression[callee.object.name='console']", undefined, 'Log through log.ts: it masks URLs and keys.'],
  ["ThrowStatement > NewExpression[callee.name='Error'] > TemplateLiteral > Identifier[name=/url/i]", undefined, 'A URL may be a bearer secret: no error text holds one.'],
];
const restricted = (file) => ({
  'no-restricted-syntax': ['error', ...homes.filter(([, home]) => home === undefined || home !== file).map(([selector, , message]) => ({ selector, message }))],
});

export default tseslint.config(
  { ignores: ['dist/', 'dist-test/', '.vscode-test/', 'test-results/', 'node_modules/'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js', 'test/harness/*.mjs', 'playwright.config.ts'] }, tsconfigRootDir: import.meta.dirname },
      globals: globals.node,
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, boolean: true } }],
      eqeqeq: 'error',
      'no-console': 'off',
    },
  },
  { files: ['src/**/*.ts'], rules: restricted() },
  ...homes.flatMap(([, home]) => (home ? [{ files: [home], rules: restricted(home) }] : [])),
  { files: ['src/aws/**/*.ts'], rules: belowSurfaces(...surfaces, 'quicksight', 'sagemaker') },
  { files: ['src/quicksight/**/*.ts'], rules: belowSurfaces(...surfaces, 'sagemaker') },
  { files: ['src/sagemaker/**/*.ts'], rules: belowSurfaces(...surfaces, 'quicksight') },
  { files: ['src/errors.ts', 'src/mask.ts', 'src/resources.ts'], rules: belowSurfaces(...surfaces) },
  { files: ['src/webview/**/*.ts'], languageOptions: { globals: globals.browser } },
  {
    files: ['test/**/*.ts', 'test/**/*.mjs', '*.js'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
