import { expect, test } from 'vitest';
import { live, meet } from './life.ts';
import { zoho } from './zoho.ts';

test('a day on Zoho: folders come although LIST-STATUS answers nothing; quoted header names are names', async () => {
  const { server, session } = await meet(zoho);
  const { folders, rows } = await live(session, server);
  expect(session.serverKind).toBe('zoho');
  expect(folders).toHaveLength(2);
  expect(session.capabilities.has('LIST-STATUS')).toBe(false);
  expect(rows[0]!.header).toContain('<m1@example.org>');
});
