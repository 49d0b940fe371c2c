/** Sent away, brought back before it went, and the first refused: the message is where it was, and can be dealt with. */
import { expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

test('what was to take it away is refused, what was to bring it back has nothing to do', async () => {
  const one = await OneAccount.start();
  try {
    const { id } = await one.newest();
    one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
    one.demo.cutConnections();
    await one.call('messages.move', { messageIds: [id], to: { role: 'archive' } });
    await one.call('messages.move', { messageIds: [id], to: { folderId: one.inbox } });
    one.demo.faults.clear();
    one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'refuse', code: 'NOPERM', text: 'Not there' } });
    await one.call('accounts.syncNow', { accountId: one.account });
    expect((await one.settled()).map(({ state }) => state).sort()).toEqual(['done', 'parked']);
    await one.call('messages.setFlags', { messageIds: [id], add: ['flagged'], remove: [] });
    await one.settled();
    expect(one.onServer('INBOX', one.uidOf(id))!.flags.has('\\Flagged')).toBe(true);
  } finally {
    await one.stop();
  }
});
