import { expect, test } from 'vitest';
import { documentHeaders } from './content-policy.ts';
import { createDocuments } from './documents.ts';

test('a document is given out once, for a minute, and never more than three are held', () => {
  let now = 0;
  const documents = createDocuments(() => now);
  const one = documents.offer(Buffer.from('1'));
  expect(one).toMatch(/^\/document\/[\w-]{24}$/u);
  expect(documents.take(one)?.toString()).toBe('1');
  expect(documents.take(one)).toBeUndefined();
  const late = documents.offer(Buffer.from('2'));
  now = 60_000;
  expect(documents.take(late)).toBeUndefined();
  const many = ['a', 'b', 'c', 'd'].map((text) => documents.offer(Buffer.from(text)));
  expect(many.map((path) => documents.take(path)?.toString())).toEqual([undefined, 'b', 'c', 'd']);
  expect(documents.take('/document/x')).toBeUndefined();
});

test('a document may load nothing, is shown in our own window only, and is never taken for anything but a PDF', () => {
  const headers = documentHeaders();
  expect(headers['Content-Type']).toBe('application/pdf');
  expect(headers['Content-Security-Policy']).toBe("default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
  expect(headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
});
