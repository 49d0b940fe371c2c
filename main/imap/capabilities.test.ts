/** Capability lists: whole atoms only, any case, masked ones gone. */
import { expect, test } from 'vitest';
import { capabilities, mechanisms } from './capabilities.ts';

test('whole atoms in any case', () => {
  const offered = capabilities('IMAP4REV1 idle AUTH=PLAIN-CLIENTTOKEN LITERAL- XLITERAL+ IDLE'.split(' '));
  expect(offered.has('IMAP4rev1')).toBe(true);
  expect(offered.has('IDLE')).toBe(true);
  expect(offered.has('AUTH=PLAIN')).toBe(false);
  expect(offered.has('LITERAL+')).toBe(false);
  expect(offered.list).toEqual(['IMAP4REV1', 'IDLE', 'AUTH=PLAIN-CLIENTTOKEN', 'LITERAL-', 'XLITERAL+']);
});

test('mechanisms and mask', () => {
  const offered = capabilities(['AUTH=PLAIN', 'AUTH=LOGIN', 'MOVE'], ['move', 'AUTH=LOGIN']);
  expect(mechanisms(offered)).toEqual(['PLAIN']);
  expect(offered.has('MOVE')).toBe(false);
});
