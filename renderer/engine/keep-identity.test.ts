import { describe, expect, test } from 'vitest';
import { keepIdentity } from './keep-identity.ts';

describe('keepIdentity', () => {
  test('answers the value before if nothing differs', () => {
    const before = { total: 2, rows: [{ id: 'a', flags: 1 }, { id: 'b', flags: 0 }] };
    expect(keepIdentity(before, structuredClone(before))).toBe(before);
  });

  test('keeps rows that moved because one came in above them', () => {
    const before = { rows: [{ id: 'a', from: [{ name: 'Ann' }] }, { id: 'b', from: [] }] };
    const after = keepIdentity(before, { rows: [{ id: 'new', from: [] }, { id: 'a', from: [{ name: 'Ann' }] }, { id: 'b', from: [] }] });
    expect(after.rows[1]).toBe(before.rows[0]);
    expect(after.rows[2]).toBe(before.rows[1]);
    expect(after.rows).toHaveLength(3);
  });

  test('a changed row is new, the rows beside it are not', () => {
    const before = { rows: [{ id: 'a', flags: 0 }, { id: 'b', flags: 0 }] };
    const after = keepIdentity(before, { rows: [{ id: 'a', flags: 1 }, { id: 'b', flags: 0 }] });
    expect(after.rows[0]).toEqual({ id: 'a', flags: 1 });
    expect(after.rows[0]).not.toBe(before.rows[0]);
    expect(after.rows[1]).toBe(before.rows[1]);
  });

  test('a field more, or one that is called otherwise, is a difference', () => {
    const part = { id: 'a' };
    const after = keepIdentity<object>({ a: part }, { a: { id: 'a' }, b: 1 });
    expect(after).toEqual({ a: part, b: 1 });
    expect(after).toHaveProperty('a', part);
    expect((after as { a: object }).a).toBe(part);
    expect(keepIdentity<object>({ a: 1 }, { b: 1 })).toEqual({ b: 1 });
  });

  test('a field called like what all objects have is one like the others', () => {
    const after = JSON.parse('{"__proto__":{},"constructor":{}}') as object;
    expect(keepIdentity({ other: 1 }, after)).toBe(after);
    const before = JSON.parse('{"__proto__":{"a":1},"b":1}') as object;
    expect(JSON.stringify(keepIdentity(before, JSON.parse('{"__proto__":{"a":1},"b":2}')))).toBe('{"__proto__":{"a":1},"b":2}');
  });

  test('a removed field and a shorter list are differences', () => {
    const before = { a: 1, b: [1, 2] };
    expect(keepIdentity(before, { b: [1] })).toEqual({ b: [1] });
    expect(keepIdentity({ b: [1, 2] }, { b: [] })).toEqual({ b: [] });
  });

  test('a value of another shape is taken as it is', () => {
    const after = { failure: null };
    expect(keepIdentity({ failure: { code: 'timeout' } }, after)).toEqual({ failure: null });
    expect(keepIdentity(null, after)).toBe(after);
  });
});
