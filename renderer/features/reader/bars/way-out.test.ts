/** One click only where the sender has signed it, or nobody has looked; else a letter, else a page. */
import { expect, test } from 'vitest';
import { wayOut } from './way-out.ts';

const base = { id: null, post: null, archive: null };
const https = { kind: 'https' as const, url: 'https://example.org/leave' };
const mailto = { kind: 'mailto' as const, url: 'mailto:leave@example.org' };

test.each([
  ['signed', [https, mailto], { url: https.url, signed: 'yes' as const }, 'one-click'],
  ['nobody looked', [https], { url: https.url, signed: 'unknown' as const }, 'one-click'],
  ['not signed', [https, mailto], { url: https.url, signed: 'no' as const }, 'mailto'],
  ['a page only', [https], null, 'link'],
  ['nothing', [], null, undefined],
])('%s', (_, unsubscribe, oneClick, kind) => {
  expect(wayOut({ ...base, unsubscribe, oneClick })?.kind).toBe(kind);
});
