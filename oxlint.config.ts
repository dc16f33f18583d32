import { defineConfig } from 'oxlint';

const noNodeGlobals = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'global', 'setImmediate'];
const noDomGlobals = ['window', 'document', 'navigator', 'localStorage', 'location', 'HTMLElement'];

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'vitest'],
  jsPlugins: ['./.ci/lint/plugin.ts'],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  ignorePatterns: ['dist', 'node_modules', 'test-results', '**/fixtures/**', '.vscode-test'],
  rules: {
    'laptime/walls': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-default-export': 'error',
    'import/no-duplicates': 'error',
    'import/no-unassigned-import': 'off',
    // TypeScript's noImplicitReturns knows which switches are exhaustive.
    'typescript/consistent-return': 'off',
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'no-unmodified-loop-condition': 'off',
    'oxc/no-map-spread': 'off',
    // `typeof import()` names a module that is loaded late.
    'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/await-thenable': 'error',
    'typescript/return-await': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/use-unknown-in-catch-callback-variable': 'error',
    'unicorn/prefer-node-protocol': 'error',
    'unicorn/no-array-reverse': 'error',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/prefer-set-has': 'off',
    'unicorn/no-new-array': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'promise/always-return': 'off',
    // Objects of functions, without `this`, are how parts are made here.
    'typescript/unbound-method': 'off',
    // A copy made so that the original may change during the loop is not useless.
    'unicorn/no-useless-spread': 'off',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-console': 'error',
    'no-eval': 'error',
    'no-implied-eval': 'error',
    'no-new-func': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'object-shorthand': 'error',
    'max-lines': ['error', { max: 400 }],
  },
  overrides: [
    {
      files: ['src/**/*.{ts,tsx}'],
      rules: { 'unicorn/filename-case': ['error', { case: 'camelCase' }] },
    },
    {
      files: ['src/{base,model,protocol}/**/*.ts'],
      excludeFiles: ['**/*.test.ts'],
      rules: { 'no-restricted-globals': ['error', ...noNodeGlobals, ...noDomGlobals] },
    },
    {
      files: [
        'src/engine/{stats,reports,diagnosis,alerts/conditions}/**/*.ts',
        'src/engine/hints/rules/**/*.ts',
        'src/webview/**/*.{ts,tsx}',
      ],
      excludeFiles: ['**/*.test.ts'],
      rules: { 'no-restricted-globals': ['error', ...noNodeGlobals] },
    },
    {
      // Nodes of a syntax tree have hundreds of kinds: what is none of those that are named is the default.
      files: ['src/engine/hints/facts/**'],
      rules: { 'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }] },
    },
    {
      // Roots of processes, and scripts, speak to the terminal.
      files: ['src/cli/**/*.ts', 'src/engine/harness/**/*.ts', '.ci/**', 'esbuild.mjs', 'test/**', 'examples/**'],
      rules: { 'no-console': 'off' },
    },
    {
      // The library of the examples is slow in places on purpose: there must be something to find.
      files: ['examples/src/**'],
      rules: { 'unicorn/no-array-sort': 'off', 'oxc/no-accumulating-spread': 'off' },
    },
    {
      files: ['**/*.test.ts'],
      rules: { 'vitest/valid-expect': ['error', { maxArgs: 2 }], 'typescript/await-thenable': 'off' },
    },
    {
      // Mocha's: what waits until something is true asserts it.
      files: ['test/editor/suite/**'],
      rules: { 'vitest/expect-expect': 'off' },
    },
    {
      // What a locator waits for is what is expected.
      files: ['test/editor/ui/**'],
      rules: { 'vitest/expect-expect': 'off' },
    },
    {
      files: ['*.config.ts', '.ci/lint/plugin.ts', '**/*.bench.*'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
});
