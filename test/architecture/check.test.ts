/** The source tree itself passes what `npm run check` runs; import rules are in layers.test.ts. */
import { describe, expect, test } from 'vitest';
import { ROOT } from './planted-tree.ts';
import { ESLINT, runTool, TSC } from './run-tool.ts';

/** Rules that know types go through the whole tree: minutes where others work beside it. */
const LINT_MS = 900_000;

describe('the source tree', () => {
  test('type-checks', async () => {
    const { code, stdout } = await runTool(TSC, ['-b', '--pretty', 'false'], ROOT);
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  test('lints without a warning', async () => {
    const { code, stdout, stderr } = await runTool(ESLINT, ['.', '--max-warnings', '0'], ROOT);
    expect(stdout + stderr).toBe('');
    expect(code).toBe(0);
  }, LINT_MS);
});
