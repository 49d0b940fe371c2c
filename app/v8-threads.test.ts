import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compilerFlags, poolFlag } from './v8-threads.mjs';

test('V8 knows the flags: another version of it may not, and says so only on its error output', () => {
  const known = (flags: readonly string[]): string => {
    const { status, stderr } = spawnSync(process.execPath, [poolFlag, '-e', 'for (const flag of process.argv.slice(1)) require("node:v8").setFlagsFromString(flag)', '--', ...flags], { encoding: 'utf8' });
    return status === 0 ? stderr : `ended with ${status}: ${stderr}`;
  };
  expect(known(compilerFlags)).toBe('');
  expect(known(['--no-such-threads=1'])).not.toBe('');
});

test('at least one thread each, and never more than V8 takes by itself', () => {
  const [pool, turbofan, maglev] = [poolFlag, ...compilerFlags].map((flag) => Number(flag.split('=')[1]));
  for (const [count, most] of [[pool, 4], [turbofan, 4], [maglev, 2]]) {
    expect(count).toBeGreaterThanOrEqual(1);
    expect(count).toBeLessThanOrEqual(most!);
  }
});
