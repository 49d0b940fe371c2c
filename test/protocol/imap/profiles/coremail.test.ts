import { expect, test } from 'vitest';
import { mailbox } from './profile.ts';
import { coremail } from './coremail.ts';
import { live, meet } from './life.ts';

test('a day on Coremail: ID is answered before anything is opened', async () => {
  const { server, session } = await meet(coremail);
  const { rows } = await live(session, server);
  expect(session.serverKind).toBe('coremail');
  const at = (word: string): number => server.state.heard.findIndex((line) => line.startsWith(word));
  expect(at('ID')).toBeGreaterThan(at('AUTHENTICATE'));
  expect(at('ID')).toBeLessThan(at('LIST'));
  expect(rows[0]!.bodyStructure).toMatchObject({ t: 'text/plain', n: 12 });
});

test('without READ-WRITE a folder may be written to', async () => {
  const { session } = await meet({ ...coremail, mailboxes: () => ({ INBOX: mailbox('"INBOX"') }) });
  expect((await session.select('INBOX')).readOnly).toBe(false);
});
