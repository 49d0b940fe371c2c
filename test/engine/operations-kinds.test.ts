/** Keywords, copies, junk, emptying and filing: done at once, carried out once, whatever happens in between. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FLAG } from '../../shared/model/flags.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const named = (mailbox: string, subject: string) => one.demo.store.messages(mailbox).filter(({ raw }) => raw.toString('latin1').includes(`Subject: ${subject}`));
const letter = (subject: string): string => `From: a@example.org\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <${subject}@example.org>\n\nx\n`;
const deliver = async (subject: string) => {
  one.demo.store.deliver(letter(subject));
  return (await one.list(one.inbox, (rows) => rows[0]?.subject === subject))[0]!;
};
const states = async () => (await one.settled()).map(({ state }) => state);
const crashAfter = async (command: string, act: () => Promise<unknown>) => {
  one.demo.faults.add({ command, effect: { kind: 'cut', afterOctets: 0 } });
  await act();
  await new Promise((resolve) => setTimeout(resolve, 150));
  await one.killAndRestart();
  await one.ready();
  await one.settled();
};

test('keywords show at once, reach the server, and are taken back exactly', async () => {
  const row = await one.newest();
  const done = await one.call('messages.setKeywords', { messageIds: [row.id], add: ['project-x'], remove: [] });
  await one.list(one.inbox, (rows) => rows[0]!.keywords.includes('project-x'));
  one.demo.store.setFlags('INBOX', [one.uidOf(row.id)], 'add', ['theirs']);
  await one.settled();
  expect([...one.onServer('INBOX', one.uidOf(row.id))!.flags]).toEqual(expect.arrayContaining(['project-x', 'theirs']));
  await one.call('activity.undo', done);
  await one.settled();
  await one.list(one.inbox, (rows) => rows[0]!.keywords.join() === 'theirs');
  expect(one.onServer('INBOX', one.uidOf(row.id))!.flags.has('project-x')).toBe(false);
});

test('taken back, a change of several flags and keywords leaves each message what it had of them', async () => {
  const rows = (await one.list()).slice(0, 3);
  const uids = rows.map(({ id }) => one.uidOf(id));
  const set = (n: number, flags: string[]) => one.demo.store.setFlags('INBOX', [uids[n]!], 'replace', flags);
  set(0, ['\\Flagged', 'Red']);
  set(1, ['\\Seen', 'blue']);
  set(2, []);
  const seen = (n: number) => [...one.onServer('INBOX', uids[n]!)!.flags].filter((flag) => flag !== '\\Recent').sort();
  await one.list(one.inbox, (now) => now[0]!.keywords.includes('Red') && now[1]!.keywords.includes('blue') && !(now[2]!.flags & FLAG.seen));
  const before = [0, 1, 2].map(seen);
  const messageIds = rows.map(({ id }) => id);
  const flagged = await one.call('messages.setFlags', { messageIds, add: ['seen', 'flagged'], remove: [] });
  const tagged = await one.call('messages.setKeywords', { messageIds, add: ['red'], remove: ['blue'] });
  await one.settled();
  expect(seen(1).map((flag) => flag.toLowerCase()).sort()).toEqual(['\\flagged', '\\seen', 'red']);
  for (const done of [tagged, flagged]) await one.call('activity.undo', done);
  await one.settled();
  expect([0, 1, 2].map(seen)).toEqual(before);
  await one.list(one.inbox, (now) => now[0]!.keywords.join() === 'Red' && (now[0]!.flags & (FLAG.flagged | FLAG.seen)) === FLAG.flagged && now[1]!.keywords.join() === 'blue' && now[2]!.keywords.length === 0);
});

test('a keyword that the server refuses is not shown as if it were there', async () => {
  const row = await one.newest();
  one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'refuse', code: 'LIMIT', text: 'Too many keywords' } });
  await one.call('messages.setKeywords', { messageIds: [row.id], add: ['project-x'], remove: [] });
  await one.operations((rows) => rows[0]?.state === 'parked');
  await one.list(one.inbox, (rows) => rows[0]!.keywords.length === 0);
});

for (const without of [[], ['UIDPLUS', 'MOVE']]) {
  describe(`a copy, ${without.length ? 'without UIDPLUS' : 'with everything'}`, () => {
    beforeEach(async () => {
      await one.stop();
      one = await OneAccount.start({ without });
    });

    for (const command of ['UID COPY', 'STATUS']) {
      test(`is made once, cut and killed after ${command}`, async () => {
        const row = await deliver('copy-1');
        await crashAfter(command, () => one.call('messages.copy', { messageIds: [row.id], to: one.folder('Archive') }));
        expect(named('Archive', 'copy-1')).toHaveLength(1);
        expect(named('INBOX', 'copy-1')).toHaveLength(1);
      });
    }
  });
}

for (const without of [['MOVE'], ['MOVE', 'UIDPLUS']]) {
  test(`a message without a Message-ID is moved once, cut and killed after the copy, without ${without.join(' and ')}`, async () => {
    await one.stop();
    one = await OneAccount.start({ without });
    one.demo.store.deliver('From: a@example.org\nSubject: nameless-1\n\nx\n');
    const [row] = await one.list(one.inbox, (rows) => rows[0]?.subject === 'nameless-1');
    await crashAfter('UID COPY', () => one.call('messages.move', { messageIds: [row!.id], to: { role: 'archive' } }));
    expect((await one.settled()).map(({ state }) => state)).toEqual(['done']);
    expect(named('Archive', 'nameless-1')).toHaveLength(1);
    expect(named('INBOX', 'nameless-1').filter(({ flags }) => !flags.has('\\Deleted'))).toEqual([]);
  });
}

test('two are copied of which another client has deleted one, and the server does not say what went where: the other is copied, once', async () => {
  await one.stop();
  one = await OneAccount.start({ without: ['UIDPLUS', 'MOVE'] });
  const [kept, gone] = [await deliver('copy-3'), await deliver('copy-4')];
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
  await one.call('messages.copy', { messageIds: [kept.id, gone.id], to: one.folder('Archive') });
  one.demo.store.expunge('INBOX', [one.uidOf(gone.id)]);
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
  expect(await states()).toEqual(['done']);
  expect([named('Archive', 'copy-3').length, named('Archive', 'copy-4').length]).toEqual([1, 0]);
});

test('a copy that is taken back goes to Trash, the original stays', async () => {
  const row = await deliver('copy-2');
  const done = await one.call('messages.copy', { messageIds: [row.id], to: one.folder('Archive') });
  await one.settled();
  await one.call('activity.undo', done);
  expect(await states()).not.toContain('parked');
  expect([named('INBOX', 'copy-2').length, named('Archive', 'copy-2').length, named('Trash', 'copy-2').length]).toEqual([1, 0, 1]);
});

test('junk and not junk: marked and moved, there and back, also where the server takes no keywords', async () => {
  const row = await deliver('junk-1');
  const done = await one.call('messages.junk', { messageIds: [row.id], junk: true });
  await one.list(one.inbox, (rows) => rows.every(({ id }) => id !== row.id));
  await one.settled();
  expect(named('Junk', 'junk-1').map(({ flags }) => [flags.has('$Junk'), flags.has('$NotJunk')])).toEqual([[true, false]]);
  one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'refuse', code: 'CANNOT', text: 'No keywords here' }, times: 2 });
  await one.call('activity.undo', done);
  expect(await states()).not.toContain('parked');
  expect(named('INBOX', 'junk-1')).toHaveLength(1);
});

describe('emptying Trash', () => {
  test('removes what was there and not what comes later', async () => {
    one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
    one.demo.cutConnections();
    await one.call('folders.empty', { folderId: one.folder('Trash') });
    await one.list(one.folder('Trash'), (rows) => rows.length === 0);
    one.demo.store.deliver(letter('late-1'), 'Trash');
    await one.killAndRestart();
    one.demo.faults.clear();
    await one.call('accounts.syncNow', { accountId: one.account });
    await one.settled();
    expect(one.demo.store.messages('Trash')).toHaveLength(1);
    await one.list(one.folder('Trash'), (rows) => rows.map(({ subject }) => subject).join() === 'late-1');
  });

  test('spares what could not be moved out of it', async () => {
    const [row] = await one.list(one.folder('Trash'));
    one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'refuse', code: 'OVERQUOTA', text: 'Full' } });
    await one.call('messages.move', { messageIds: [row!.id], to: { role: 'archive' } });
    await one.operations((rows) => rows[0]?.state === 'parked');
    await one.call('folders.empty', { folderId: one.folder('Trash') });
    await one.settled();
    expect(one.demo.store.messages('Trash').map(({ uid }) => uid)).toEqual([one.uidOf(row!.id)]);
    await one.list(one.folder('Trash'), (rows) => rows.map(({ id }) => id).join() === row!.id);
  });

  test('is for Trash and Junk alone', async () => {
    expect(await one.harness.client.call('folders.empty', { folderId: one.folder('Archive') })).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
  });
});

describe('filing a message', () => {
  test('without a Message-ID: another one of that size that came meanwhile is not taken for it', async () => {
    one.demo.faults.add({ command: 'APPEND', effect: { kind: 'cut-before' }, times: 1000 });
    await one.call('messages.append', { folderId: one.folder('Archive'), source: 'Subject: filed-1\n\nx\n', flags: [], date: null });
    await new Promise((resolve) => setTimeout(resolve, 150));
    one.demo.store.deliver('Subject: other-1\n\nx\n', 'Archive');
    one.demo.faults.clear();
    await one.call('accounts.syncNow', { accountId: one.account });
    await one.settled();
    expect(named('Archive', 'filed-1')).toHaveLength(1);
  });

  for (const [what, source] of [['with', letter('filed-1')], ['without', 'Subject: filed-1\n\nx\n']] as const) {
    for (const command of ['APPEND', 'STATUS']) {
      test(`${what} a Message-ID: once, cut and killed after ${command}`, async () => {
        await crashAfter(command, () => one.call('messages.append', { folderId: one.folder('Archive'), source, flags: ['seen'], date: 1_700_000_000_000 }));
        expect(named('Archive', 'filed-1').map(({ flags, internalDate }) => [flags.has('\\Seen'), internalDate.getTime()])).toEqual([[true, 1_700_000_000_000]]);
        await one.list(one.folder('Archive'), (rows) => rows.some(({ subject }) => subject === 'filed-1'));
      });
    }
  }

  test('over quota: parked with the reason, and a retry files it', async () => {
    one.demo.faults.add({ command: 'APPEND', effect: { kind: 'refuse', code: 'OVERQUOTA', text: 'Full' } });
    const { operationId } = await one.call('messages.append', { folderId: one.folder('Archive'), source: letter('filed-2'), flags: [], date: null });
    const [parked] = await one.operations((rows) => rows[0]?.state === 'parked');
    expect(parked!.failure!.code).toBe('over-quota');
    await one.call('activity.retry', { operationId });
    await one.settled();
    expect(named('Archive', 'filed-2')).toHaveLength(1);
  });
});

describe('what the server says', () => {
  test('[TRYCREATE]: the folder is made and the move goes on', async () => {
    const row = await deliver('try-1');
    one.demo.store.createMailbox('Harbour');
    await one.call('accounts.syncNow', { accountId: one.account });
    await one.harness.waitFor('folders.tree', {}, ({ folders }) => folders.some(({ name }) => name === 'Harbour'));
    one.demo.faults.add({ command: 'LIST', effect: { kind: 'stall-before' }, times: 10 });
    one.demo.store.deleteMailbox('Harbour');
    await one.call('messages.move', { messageIds: [row.id], to: { folderId: one.folder('Harbour') } });
    expect(await states()).toEqual(['done']);
    expect(named('Harbour', 'try-1')).toHaveLength(1);
  });

  test('[INUSE] passes: it waits, and the others go on', async () => {
    const rows = await one.list();
    one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'refuse', code: 'INUSE', text: 'Somebody compacts it' } });
    await one.call('messages.move', { messageIds: [rows[0]!.id], to: { role: 'archive' } });
    await one.call('messages.setFlags', { messageIds: [rows[1]!.id], add: ['answered'], remove: [] });
    const now = await one.operations((list) => list.some(({ kind, state }) => kind === 'set-flags' && state === 'done'));
    expect(now.find(({ kind }) => kind === 'move')!.state).toBe('waiting');
    await one.call('accounts.syncNow', { accountId: one.account });
    expect(await states()).toEqual(['done', 'done']);
  });

  test('BAD to one of several that went as one: only that one is parked', async () => {
    const rows = await one.list();
    one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
    one.demo.cutConnections();
    for (const row of rows.slice(0, 3)) await one.call('messages.setFlags', { messageIds: [row.id], add: ['answered'], remove: [] });
    one.demo.faults.clear();
    one.demo.faults.add({ command: 'UID STORE', effect: { kind: 'bad', text: 'No' }, times: 2 });
    await one.call('accounts.syncNow', { accountId: one.account });
    expect((await states()).sort()).toEqual(['done', 'done', 'parked']);
  });
});
