/** Lines that are lost one by one, while the one that syncs is well. */
import { expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

test('an operation whose line is lost twice does not wait for the next look at all folders', async () => {
  const one = await OneAccount.start();
  try {
    const row = await one.newest();
    one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'cut-before' }, times: 2 });
    await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    await one.settled();
    expect(one.onServer('INBOX', one.uidOf(row.id))!.flags.has('\\Flagged')).toBe(true);
    expect(one.harness.logged.filter(({ event }) => event === 'sync.interrupted')).toEqual([]);
  } finally {
    await one.stop();
  }
});
