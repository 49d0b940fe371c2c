/** A server that takes no new keywords: one that another program gets it to keep is known without a restart. */
import { expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

test('with the next SELECT, whatever made it necessary', async () => {
  const one = await OneAccount.start();
  try {
    const mailbox = one.demo.store.mailbox('INBOX');
    mailbox.takesKeywords = false;
    await one.killAndRestart();
    const keywords = async (until: (keywords: readonly string[]) => boolean) =>
      (await one.harness.waitFor('folders.abilities', {}, ({ accounts }) => accounts.some((known) => known.newKeywords === false && until(known.keywords)))).accounts[0]!.keywords;
    expect(await keywords(() => true)).not.toContain('made-since');
    mailbox.takesKeywords = true;
    mailbox.append([{ raw: Buffer.from('From: a@example.org\r\nSubject: tagged elsewhere\r\n\r\nx\r\n'), flags: ['made-since'], internalDate: new Date() }], null);
    mailbox.takesKeywords = false;
    expect(await keywords((list) => list.includes('made-since'))).toContain('made-since');
  } finally {
    await one.stop();
  }
});
