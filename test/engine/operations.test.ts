import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FLAG } from '../../shared/model/flags.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

describe('flags', () => {
  test('the row changes at once and the server follows', async () => {
    const row = await one.newest();
    await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    await one.list(one.inbox, (rows) => (rows[0]!.flags & FLAG.flagged) !== 0);
    await one.settled();
    expect(one.onServer('INBOX', one.uidOf(row.id))!.flags.has('\\Flagged')).toBe(true);
  });

  test('done while the server is away: visible at once, kept over kill -9, carried out when the server is back', async () => {
    const row = await one.newest();
    one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down for maintenance' }, times: 1000 });
    one.demo.cutConnections();
    await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    await one.killAndRestart();
    await one.list(one.inbox, (rows) => (rows[0]!.flags & FLAG.flagged) !== 0);
    expect(one.onServer('INBOX', one.uidOf(row.id))!.flags.has('\\Flagged')).toBe(false);
    one.demo.faults.clear();
    await one.call('accounts.syncNow', { accountId: one.account });
    await one.settled();
    expect(one.onServer('INBOX', one.uidOf(row.id))!.flags.has('\\Flagged')).toBe(true);
  });

  test('the server\'s older news does not undo what the user has just done', async () => {
    const row = await one.newest();
    one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'delay', ms: 400 } });
    await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    one.demo.store.setFlags('INBOX', [one.uidOf(row.id)], 'add', ['\\Answered']);
    const rows = await one.list(one.inbox, (now) => (now[0]!.flags & FLAG.answered) !== 0);
    expect(rows[0]!.flags & FLAG.flagged).toBe(FLAG.flagged);
    await one.settled();
    await one.list(one.inbox, (now) => (now[0]!.flags & (FLAG.answered | FLAG.flagged)) === (FLAG.answered | FLAG.flagged));
  });

  test('refused for good: backed out, parked with the reason, and a retry works', async () => {
    const row = await one.newest();
    one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'refuse', code: 'NOPERM', text: 'Not yours to flag' } });
    await one.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    const [parked] = await one.operations((rows) => rows[0]?.state === 'parked');
    expect(parked!.failure).toMatchObject({ code: 'server-no', detail: expect.stringContaining('Not yours to flag') as string });
    await one.list(one.inbox, (rows) => (rows[0]!.flags & FLAG.flagged) === 0);
    await one.call('activity.retry', { operationId: parked!.id });
    await one.settled();
    expect(one.onServer('INBOX', one.uidOf(row.id))!.flags.has('\\Flagged')).toBe(true);
  });

  test('undo brings back exactly what was there', async () => {
    const rows = await one.list();
    const [flagged, plain] = [rows.find(({ flags }) => flags & FLAG.flagged)!, rows.find(({ flags }) => !(flags & FLAG.flagged))!];
    const { operationId } = await one.call('messages.setFlags', { messageIds: [flagged.id, plain.id], add: ['flagged'], remove: [] });
    await one.settled();
    await one.call('activity.undo', { operationId });
    await one.settled();
    expect(one.onServer('INBOX', one.uidOf(flagged.id))!.flags.has('\\Flagged')).toBe(true);
    expect(one.onServer('INBOX', one.uidOf(plain.id))!.flags.has('\\Flagged')).toBe(false);
  });
});

describe('moving', () => {
  const count = (mailbox: string) => one.demo.store.messages(mailbox).length;

  test('archive and undo: there and back, never twice', async () => {
    const row = await one.newest();
    const [inbox, archive] = [count('INBOX'), count('Archive')];
    const { operationId } = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await one.list(one.inbox, (rows) => rows.every(({ id }) => id !== row.id));
    await one.settled();
    expect([count('INBOX'), count('Archive')]).toEqual([inbox - 1, archive + 1]);
    await one.list(one.folder('Archive'), (rows) => rows.some(({ subject }) => subject === row.subject));
    await one.call('activity.undo', { operationId });
    await one.settled();
    expect([count('INBOX'), count('Archive')]).toEqual([inbox, archive]);
    await one.list(one.inbox, (rows) => rows.some(({ subject }) => subject === row.subject));
  });

  test('undo before it went: nothing reaches the server', async () => {
    const row = await one.newest();
    const archive = count('Archive');
    one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
    one.demo.cutConnections();
    const { operationId } = await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    await one.list(one.inbox, (rows) => rows.every(({ id }) => id !== row.id));
    await one.call('activity.undo', { operationId });
    await one.list(one.inbox, (rows) => rows[0]?.id === row.id);
    one.demo.faults.clear();
    await one.call('accounts.syncNow', { accountId: one.account });
    await one.ready();
    expect(count('Archive')).toBe(archive);
  });

  test('refused: the message is back in its place', async () => {
    const row = await one.newest();
    one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'refuse', code: 'OVERQUOTA', text: 'Archive is full' } });
    await one.call('messages.move', { messageIds: [row.id], to: { role: 'archive' } });
    const [parked] = await one.operations((rows) => rows[0]?.state === 'parked');
    expect(parked!.failure!.code).toBe('over-quota');
    await one.list(one.inbox, (rows) => rows[0]?.id === row.id);
    expect(one.onServer('INBOX', one.uidOf(row.id))).toBeDefined();
  });
});

for (const [what, without] of [['MOVE', ['MOVE']], ['MOVE and UIDPLUS', ['MOVE', 'UIDPLUS']]] as const) {
  describe(`moving on a server without ${what}`, () => {
    beforeEach(async () => {
      await one.stop();
      one = await OneAccount.start({ without });
    });
    const inArchive = (subject: string) => one.demo.store.messages('Archive').filter((message) => message.raw.toString('latin1').includes(subject)).length;

    for (const command of ['UID COPY', 'UID STORE', 'UID EXPUNGE', 'STATUS'] as const) {
      test(`cut after ${command} was done and before it was answered, then kill -9: one copy, and never none`, async () => {
        one.demo.store.deliver('From: a@example.org\nTo: you@example.org\nSubject: travelling-7\nMessage-ID: <travelling-7@example.org>\n\nx\n');
        const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'travelling-7');
        one.demo.faults.add({ command, effect: { kind: 'cut', afterOctets: 0 } });
        await one.call('messages.move', { messageIds: [rows[0]!.id], to: { role: 'archive' } });
        await one.harness.waitFor('activity.list', {}, ({ operations }) => operations.length > 0);
        await new Promise((resolve) => setTimeout(resolve, 150));
        await one.killAndRestart();
        await one.ready();
        await one.settled();
        expect(inArchive('travelling-7')).toBe(1);
        await one.list(one.inbox, (now) => now.every(({ subject }) => subject !== 'travelling-7'));
      });
    }

    test('what another client has marked as deleted is not removed along', async () => {
      const rows = await one.list();
      const foreign = one.uidOf(rows[1]!.id);
      one.demo.store.setFlags('INBOX', [foreign], 'add', ['\\Deleted']);
      await one.call('messages.move', { messageIds: [rows[0]!.id], to: { role: 'archive' } });
      await one.settled();
      expect(one.onServer('INBOX', foreign)).toBeDefined();
    });
  });
}

test('deleting for good is only for what is in Trash, and removes only that', async () => {
  const row = await one.newest();
  const refused = await one.harness.client.call('messages.deleteForever', { messageIds: [row.id] });
  expect(refused).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
  const trash = await one.list(one.folder('Trash'));
  await one.call('messages.deleteForever', { messageIds: [trash[0]!.id] });
  await one.settled();
  expect(one.onServer('Trash', one.uidOf(trash[0]!.id))).toBeUndefined();
  expect(one.demo.store.messages('Trash')).toHaveLength(trash.length - 1);
});
