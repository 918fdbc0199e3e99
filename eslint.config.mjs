// House rules that a machine can hold. Taste is in CONTRIBUTING.md.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const htmlByString = 'Nothing from a page or a model becomes HTML by string: build nodes.';

export default tseslint.config(
  {ignores: ['**/dist/', 'node_modules/', 'perf/results/', '.data/', '.puppeteerrc.cjs', 'examples/']},
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {projectService: {allowDefaultProject: ['*.mjs', 'scripts/*.mjs']}, tsconfigRootDir: import.meta.dirname},
    },
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
      // RxJS subscriptions and fire-and-forget arrows read better without these two.
      '@typescript-eslint/no-confusing-void-expression': ['error', {ignoreArrowShorthand: true}],
      // Koa's callback and Node's listeners are async on purpose; what they reject with is caught within.
      '@typescript-eslint/no-misused-promises': ['error', {checksVoidReturn: {arguments: false}}],
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true, allowBoolean: true}],
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', varsIgnorePattern: '^_'}],
      // Event types and schemas share a name on purpose, see shared/session-event.ts.
      '@typescript-eslint/no-redeclare': 'off',
      'no-redeclare': 'off',
      'no-restricted-syntax': [
        'error',
        {selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]", message: htmlByString},
        {selector: "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]", message: htmlByString},
        {selector: "ImportSpecifier[imported.name=/^(unsafeHTML|unsafeSVG)$/]", message: htmlByString},
        {selector: "ImportSpecifier[imported.name='styleMap']", message: 'Bound style attributes break under a strict CSP: use classes or setProperty.'},
        {selector: 'ExportDefaultDeclaration', message: 'Exports are named.'},
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'perf/**/*.ts'],
    rules: {
      // chai asserts by property access, and tests reach into values they know to be there.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Says what a package exports, whatever we think of it.
    files: ['**/*.d.ts'],
    rules: {'no-restricted-syntax': 'off'},
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {globals: {process: 'readonly', console: 'readonly', URL: 'readonly'}},
    rules: {'no-restricted-syntax': 'off', 'no-undef': 'off', '@typescript-eslint/no-require-imports': 'off', '@typescript-eslint/no-extraneous-class': 'off'},
  },
);
