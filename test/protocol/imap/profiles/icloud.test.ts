import { expect, test } from 'vitest';
import { mostConnections } from '../../../../main/imap/quirks/by-kind.ts';
import { icloud } from './icloud.ts';
import { live, meet } from './life.ts';

test('a day on iCloud: QRESYNC is not used, even where it is asked for', async () => {
  const { server, session } = await meet(icloud, { enable: ['QRESYNC', 'CONDSTORE'] });
  const { news } = await live(session, server);
  expect(session.serverKind).toBe('icloud');
  expect(session.capabilities.has('QRESYNC')).toBe(false);
  expect(session.capabilities.has('CONDSTORE')).toBe(true);
  expect(server.state.heard).toContain('ENABLE CONDSTORE');
  expect(news.some(({ kind }) => kind === 'vanished')).toBe(false);
  expect(mostConnections(session.serverKind)).toBeLessThanOrEqual(5);
});
