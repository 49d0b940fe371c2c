import { expect, test } from 'vitest';
import { apply, diff } from './patch.ts';

test('no difference is no patch', () => {
  expect(diff({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBeNull();
});

test('one changed row of many travels alone and the others keep their identity', () => {
  const before = { total: 4, rows: [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }] };
  const after = { total: 4, rows: [{ n: 1 }, { n: 2 }, { n: 30 }, { n: 4 }] };
  const patch = diff(before, after);
  expect(patch).toEqual({ items: { rows: [[2, { n: 30 }]] } });
  const applied = apply(before, patch!);
  expect(applied).toEqual(after);
  expect(applied.rows[0]).toBe(before.rows[0]);
});

test('arrays of another length are replaced, and a field becoming null is a change', () => {
  const before = { rows: [1, 2], note: 'x' as string | null };
  const after = { rows: [1, 2, 3], note: null };
  expect(apply(before, diff(before, after)!)).toEqual(after);
});

test('keys of an object that vanish are noticed', () => {
  expect(diff({ a: { x: 1, y: 2 } }, { a: { x: 1 } })).toEqual({ set: { a: { x: 1 } } });
});
