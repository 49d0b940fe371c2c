import { expect, test } from 'vitest';
import { createRemoteGrants } from './remote-grants.ts';

test('only what was granted stands, and the oldest is forgotten', () => {
  let count = 0;
  const grants = createRemoteGrants((n) => {
    count += 1;
    return Uint8Array.from({ length: n }, (_, at) => (at < 2 ? count >> (8 * at) : 7));
  });
  const first = grants.allow();
  expect(first).toMatch(/^[\w-]{24}$/u);
  expect(grants.stands(first)).toBe(true);
  for (const other of ['', 'x', '__proto__', first.slice(1), `${first}A`]) expect(grants.stands(other)).toBe(false);
  const more = Array.from({ length: 200 }, () => grants.allow());
  expect(new Set([first, ...more]).size).toBe(201);
  expect([grants.stands(first), grants.stands(more[0]!), grants.stands(more.at(-1)!)]).toEqual([false, true, true]);
});
