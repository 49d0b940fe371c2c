/** A line that has had a folder open for a while has not been told of what came since: what is done to that message reaches it all the same. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const letter = (subject: string): string => `From: a@example.org\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nThe text of ${subject}.\n`;
const onServer = (subject: string) => one.demo.store.messages('INBOX').find(({ raw }) => raw.toString('latin1').includes(`Subject: ${subject}\n`) || raw.toString('latin1').includes(`Subject: ${subject}\r\n`))!;

test('flagged, read and moved by whatever line is free', async () => {
  // As many lines as there are, all with the inbox open.
  one.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'delay', ms: 200 }, times: 1000 });
  const rows = await one.list(one.inbox, (now) => now.length > 5);
  await Promise.all(rows.slice(0, 6).map(({ id }) => one.call('messages.source', { messageId: id })));
  one.demo.faults.clear();
  for (const subject of ['untold-1', 'untold-2', 'untold-3', 'untold-4']) {
    one.demo.store.deliver(letter(subject));
    const { id } = (await one.list(one.inbox, (now) => now.some((row) => row.subject === subject))).find((row) => row.subject === subject)!;
    await Promise.all([
      one.call('messages.setFlags', { messageIds: [id], add: ['flagged'], remove: [] }),
      ...Array.from({ length: 4 }, () => one.call('messages.source', { messageId: id })),
    ]);
    await one.settled();
    expect(onServer(subject).flags.has('\\Flagged'), subject).toBe(true);
    await one.call('messages.move', { messageIds: [id], to: { role: 'archive' } });
  }
  await one.settled();
  expect(one.demo.store.messages('Archive').filter(({ raw }) => raw.toString('latin1').includes('Subject: untold-'))).toHaveLength(4);
});
