/** House rules that types and import rules cannot state. Every rule here is provoked once in test/architecture. */
import reactHooks from 'eslint-plugin-react-hooks';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Props whose text people read or hear. */
const SPOKEN = new Set(['label', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'text', 'textValue', 'note', 'error', 'description', 'heading', 'hint', 'caption', 'told']);
/** A letter: not `·`, `→`, a number. The application's name is the same everywhere. */
const hasWords = (text) => /\p{L}/u.test(text.replaceAll('Godwit', ''));
/** The beginning of a sentence or a name of two words. */
const isSentence = (text) => /^\s*\p{Lu}\p{Ll}+ [\p{L}“]/u.test(text);

/** The literals that an expression may become: `a ? 'x' : 'y'`, `a && 'x'`, `x ${y}`. */
function* literalsOf(node) {
  switch (node?.type) {
    case 'Literal': if (typeof node.value === 'string') yield [node, node.value]; break;
    case 'TemplateLiteral': for (const quasi of node.quasis) yield [node, quasi.value.cooked ?? '']; break;
    case 'JSXExpressionContainer': case 'TSAsExpression': yield* literalsOf(node.expression); break;
    case 'ConditionalExpression': yield* literalsOf(node.consequent); yield* literalsOf(node.alternate); break;
    case 'LogicalExpression': case 'BinaryExpression': yield* literalsOf(node.left); yield* literalsOf(node.right); break;
  }
}

const house = {
  rules: {
    'words-from-catalogue': {
      meta: { type: 'problem', schema: [], messages: { hard: 'Words on screen come from the catalogue: `t(\'feature.key\')`, with the text in shared/locales/en/feature.ts.' } },
      create: (context) => {
        const report = (node) => context.report({ node, messageId: 'hard' });
        const check = (value) => { for (const [node, text] of literalsOf(value)) if (hasWords(text)) report(node); };
        return {
          JSXText(node) { if (hasWords(node.value)) report(node); },
          JSXAttribute(node) { if (SPOKEN.has(node.name.name)) check(node.value); },
          'JSXElement > JSXExpressionContainer, JSXFragment > JSXExpressionContainer'(node) { if (node.expression.type !== 'BinaryExpression') check(node); },
          Property(node) { if (node.parent.type === 'ObjectExpression' && SPOKEN.has(node.key.name ?? node.key.value)) check(node.value); },
          Literal(node) {
            if (typeof node.value !== 'string' || !isSentence(node.value)) return;
            // What a programmer or the platform is told is no word on screen.
            if (/^(Throw|Import|Export|New)/u.test(node.parent.type)) return;
            report(node);
          },
          TemplateLiteral(node) { if (isSentence(node.quasis[0]?.value.cooked ?? '')) report(node); },
        };
      },
    },
    'engine-words': {
      meta: { type: 'problem', schema: [], messages: { hard: 'What the engine says comes from the catalogue: `say(\'engine-room.key\', values)`, with the text in shared/locales/en/engine-room.ts.' } },
      create: (context) => {
        const report = (node) => context.report({ node, messageId: 'hard' });
        return {
          'CallExpression[callee.name=/^(fail|failure)$/]'(node) { for (const [literal, text] of literalsOf(node.arguments[1])) if (hasWords(text)) report(literal); },
          // Of an operation, a notice, a state: a word with a capital, not `OK` or `text/plain`.
          'ObjectExpression > Property[key.name=/^(title|status|note)$/]'(node) { for (const [literal, text] of literalsOf(node.value)) if (text !== 'Godwit' && /^\p{Lu}\p{Ll}/u.test(text)) report(literal); },
        };
      },
    },
    'disable-with-reason': {
      meta: { type: 'problem', schema: [], messages: { bare: 'An eslint-disable names its rule and says why: `eslint-disable-next-line rule -- reason`.' } },
      create: (context) => ({
        Program() {
          for (const comment of context.sourceCode.getAllComments()) {
            if (!/^\s*eslint-disable/.test(comment.value)) continue;
            if (/^\s*eslint-disable(-next-line|-line)?\s+[\w@][^]*?\s--\s+\S{3,}/.test(comment.value)) continue;
            // Above the first line, where the comment itself cannot switch it off.
            context.report({ loc: { line: 0, column: 0 }, messageId: 'bare' });
          }
        },
      }),
    },
  },
};

const rawHtml = [
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Raw HTML is shown by renderer/features/reader/html alone.' },
  { selector: "Property[key.name='dangerouslySetInnerHTML']", message: 'Raw HTML is shown by renderer/features/reader/html alone.' },
  { selector: "JSXAttribute[name.name='srcDoc']", message: 'Message frames are made by renderer/features/reader/html alone.' },
  { selector: "AssignmentExpression[left.type='MemberExpression'][left.property.name=/^(inner|outer)HTML$|^srcdoc$/]", message: 'Raw HTML is shown by renderer/features/reader/html alone.' },
  { selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment)$/]', message: 'Raw HTML is shown by renderer/features/reader/html alone.' },
  { selector: "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]", message: 'Raw HTML is shown by renderer/features/reader/html alone.' },
];

const ambient = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time comes from the clock port.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from the clock port.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Time comes from the clock port.' },
  { selector: "MemberExpression[object.name='performance'][property.name='now']", message: 'Time comes from the clock port.' },
  { selector: 'CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]', message: 'Waiting goes through the clock port.' },
  { selector: 'CallExpression[callee.property.name=/^(setTimeout|setInterval|setImmediate)$/]', message: 'Waiting goes through the clock port.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Chance comes from the random port.' },
  { selector: 'CallExpression[callee.property.name=/^(randomUUID|getRandomValues|randomBytes)$/]', message: 'Chance comes from the random port.' },
];

const leftOut = [
  { selector: 'MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|skip|skipIf|runIf|todo|fails)$/]', message: 'No test is left out; a missing server is declared with describeWith (test/support/requires.ts).' },
];

const typed = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/no-for-in-array': 'error',
  '@typescript-eslint/no-implied-eval': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/prefer-promise-reject-errors': 'error',
  '@typescript-eslint/no-unsafe-argument': 'error',
  '@typescript-eslint/no-unsafe-assignment': 'error',
  '@typescript-eslint/no-unsafe-call': 'error',
  '@typescript-eslint/no-unsafe-member-access': 'error',
  '@typescript-eslint/no-unsafe-return': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '.tsbuild/', 'test-artifacts/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  {
    files: ['**/*.{js,cjs,mjs,ts,tsx}'],
    plugins: { house },
    rules: {
      'house/disable-with-reason': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', ...rawHtml],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...typed,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      // `Record<string, never>` and empty input schemas say "nothing" on purpose.
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Under noUncheckedIndexedAccess `!` is the visible mark of a bound that was checked above.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['{shared,main,renderer}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'no-console': 'error' },
  },
  { files: ['renderer/features/reader/html/**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    // The engine that is made up for development speaks English like the real one.
    ignores: ['**/*.test.{ts,tsx}', 'renderer/engine/fake-*.ts'],
    rules: { 'house/words-from-catalogue': 'error' },
  },
  {
    files: ['{main,app}/**/*.ts'],
    // The demo server answers as servers do; what is wrong before there is a window is said in the terminal.
    ignores: ['**/*.test.ts', 'app/demo/**', 'app/start/**', 'app/profile.ts', 'app/browser/port.ts'],
    rules: { 'house/engine-words': 'error' },
  },
  {
    // What a stranger wrote is gone through once: an expression that goes back over a long run again and again stops the process for minutes.
    files: ['{app,main,renderer,shared}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['main/{sync,operations,outbox,projections}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...rawHtml, ...ambient] },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'test/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...leftOut],
      // Matchers such as expect.any() are `any` by their type.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['test/support/requires.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // These speak for the React compiler, which is not used; they take a ref handed out by our own hooks for frozen state.
      'react-hooks/immutability': 'off',
      'react-hooks/incompatible-library': 'off',
      'react-hooks/preserve-manual-memoization': 'off',
      'react-hooks/refs': 'off',
    },
  },
);
