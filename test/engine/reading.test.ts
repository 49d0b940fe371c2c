import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { splitMessageId, type MessageId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

describe('opening', () => {
  test('every message of every folder opens with text, and none of it is left in its transfer encoding', async () => {
    for (const { name, messages } of one.demo.store.mailboxes) {
      if (messages.length === 0) continue;
      for (const row of await one.list(one.folder(name))) {
        const view = await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body, failure }) => body !== null || failure !== null);
        expect(view.failure, row.subject).toBeNull();
        const text = `${view.body!.text ?? ''}${view.body!.html ?? ''}`;
        expect(text.trim().length, row.subject).toBeGreaterThan(10);
        expect(text, row.subject).not.toMatch(/=C3=|=\r?\n|\uFFFD{3}/u);
      }
    }
  });

  test('opened once, it opens again without the server, also after kill -9', async () => {
    const row = await one.newest();
    const first = await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body }) => body !== null);
    await one.demo.close();
    await one.killAndRestart();
    const again = await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body }) => body !== null);
    expect(again.body).toEqual(first.body);
  });

  test('made ready while nobody waits for it, it opens without the server', async () => {
    const row = await one.newest();
    const ahead = await one.harness.waitFor('messages.view', { messageId: row.id, unseen: true }, ({ body }) => body !== null);
    await one.demo.close();
    const opened = await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body, failure }) => body !== null || failure !== null);
    expect(opened.body).toEqual(ahead.body);
  });

  test('not opened before and the server away: the headers, and why there is no text', async () => {
    const rows = await one.list();
    await one.demo.close();
    const view = await one.harness.waitFor('messages.view', { messageId: rows.at(-1)!.id }, ({ failure, body }) => failure !== null || body !== null);
    expect(view.row.subject).toBe(rows.at(-1)!.subject);
    if (!view.body) expect(view.failure!.code).toMatch(/connection|server-bye/u);
  });

  test('opening does not mark as read', async () => {
    const row = (await one.list()).find(({ flags }) => !(flags & FLAG.seen))!;
    await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body }) => body !== null);
    expect(one.onServer('INBOX', one.uidOf(row.id))!.flags.has('\\Seen')).toBe(false);
  });

  test('broken MIME is shown as far as it can be', async () => {
    one.demo.store.deliver('From: a@example.org\nTo: you@example.org\nSubject: broken-1\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\nThere is no boundary anywhere, but there is text.\n');
    const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'broken-1');
    const view = await one.harness.waitFor('messages.view', { messageId: rows[0]!.id }, ({ body, failure }) => body !== null || failure !== null);
    expect(view.failure).toBeNull();
    expect(view.body!.text).toContain('but there is text');
  });

  test('previews of what is on screen come by themselves', async () => {
    await one.list(one.inbox, (rows) => rows.filter(({ preview }) => preview !== null && preview.length > 5).length > 10);
  });
});

describe('searching on the server', () => {
  test('finds in all folders, newest first, and says so when it is done', async () => {
    one.demo.store.deliver('From: a@example.org\nTo: you@example.org\nSubject: zebra crossing\nDate: Mon, 02 Mar 2020 10:00:00 +0000\n\nold\n', 'Archive');
    one.demo.store.deliver('From: a@example.org\nTo: you@example.org\nSubject: about stripes\nDate: Tue, 03 Mar 2026 10:00:00 +0000\n\nA zebra.\n');
    const result = await one.harness.waitFor('search.results', { text: 'zebra', scope: { accountId: one.account } }, ({ state }) => state === 'done');
    expect(result.rows.map(({ subject }) => subject)).toEqual(['about stripes', 'zebra crossing']);
    expect(result).toMatchObject({ found: 2, failures: [] });
  });

  test('first words of hits that no list has shown come by themselves', async () => {
    const archived = async () => (await one.harness.waitFor('folders.tree', {}, () => true)).folders.find(({ name }) => name === 'Archive')!.total;
    const before = await archived();
    one.demo.store.deliver('From: a@example.org\nTo: you@example.org\nSubject: far away\nDate: Mon, 02 Mar 2020 10:00:00 +0000\n\nAn okapi in the wood.\n', 'Archive');
    await one.call('accounts.syncNow', { accountId: one.account });
    await expect.poll(archived, { timeout: 10_000 }).toBe(before + 1);
    const { rows } = await one.harness.waitFor('search.results', { text: 'okapi', scope: { accountId: one.account } }, ({ state, rows: [row] }) => state === 'done' && row?.preview !== null);
    expect(rows.map(({ preview }) => preview)).toEqual(['An okapi in the wood.']);
  });

  test('a hit that came after its folder was last looked at opens, and can be acted on', async () => {
    one.demo.store.deliver('From: a@example.org\nTo: you@example.org\nSubject: far off\nDate: Mon, 02 Mar 2020 10:00:00 +0000\n\nA numbat in the wood.\n', 'Archive');
    const { rows } = await one.harness.waitFor('search.results', { text: 'numbat', scope: { accountId: one.account } }, ({ state }) => state === 'done');
    expect(rows).toHaveLength(1);
    const view = await one.harness.waitFor('messages.view', { messageId: rows[0]!.id }, ({ body }) => body !== null);
    expect(view.body!.text).toContain('numbat');
    await one.call('messages.setFlags', { messageIds: [rows[0]!.id], add: ['flagged'], remove: [] });
    await expect.poll(() => [...one.demo.store.mailbox('Archive').messages.at(-1)!.flags]).toContain('\\Flagged');
  });

  test('words outside ASCII, quotes and protocol in the words are only words', async () => {
    one.demo.store.deliver(Buffer.from('From: a@example.org\nTo: you@example.org\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\nDie Gänsefüßchen sagen "hallo\\" {10+} und gehen\n'));
    await one.list(one.inbox, (rows) => rows.some(({ subject }) => subject === 'x'));
    for (const text of ['gänsefüßchen', '"hallo\\"', '{10+}']) {
      const result = await one.harness.waitFor('search.results', { text, scope: { folderId: one.inbox } }, ({ state }) => state === 'done');
      expect([text, result.found, result.failures]).toEqual([text, 1, []]);
    }
  });

  test('a hit that is taken away, here or by another program, is no hit any more', async () => {
    for (const name of ['first', 'second', 'third']) one.demo.store.deliver(`From: a@example.org\nSubject: ${name} quokka\n\nWords.\n`);
    await one.list(one.inbox, (rows) => rows.some(({ subject }) => subject === 'third quokka'));
    let shown: string[] = [];
    let ids: MessageId[] = [];
    const stop = one.harness.client.watch('search.results', { text: 'quokka', scope: { folderId: one.inbox } }, {
      onValue({ rows }) {
        shown = rows.map(({ subject }) => subject).sort();
        ids = rows.map(({ id }) => id);
      },
      onFailure(failure) { throw new Error(failure.message); },
    });
    await expect.poll(() => shown).toEqual(['first quokka', 'second quokka', 'third quokka']);
    await one.call('messages.move', { messageIds: [ids[0]!], to: { role: 'archive' } });
    await expect.poll(() => shown).toHaveLength(2);
    const { uid } = splitMessageId(ids[0]!);
    one.demo.store.expunge('INBOX', [uid]);
    await expect.poll(() => shown).toHaveLength(1);
    stop();
  });

  test('a folder that refuses is named, the others are still searched', async () => {
    one.demo.faults.add({ command: 'UID SEARCH', effect: { kind: 'refuse', code: 'SERVERBUG', text: 'index broken' } });
    const result = await one.harness.waitFor('search.results', { text: 'the', scope: { accountId: one.account } }, ({ state }) => state === 'done');
    expect(result.failures).toHaveLength(1);
    expect(result.failures[0]!.failure.detail).toContain('index broken');
  });
});

test('an answer to a message that was never opened quotes it, and everybody it went to is named', async () => {
  const many = Array.from({ length: 300 }, (_, n) => `p${n}@example.net`).join(', ');
  one.demo.store.deliver(`From: a@example.org\nTo: ${many}\nSubject: to-many\nMessage-ID: <many@example.org>\n\nWords to quote.\n`);
  const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'to-many');
  const draft = await one.call('compose.prepare', { messageId: rows[0]!.id, kind: 'replyAll' });
  expect(draft.text).toContain('> Words to quote.');
  expect(draft.cc).toHaveLength(300);
  const view = await one.harness.waitFor('messages.view', { messageId: rows[0]!.id }, ({ body }) => body !== null);
  expect(view.row.to).toHaveLength(300);
});

test('whom each kind of answer goes to is told without its text, and is what it is prepared with', async () => {
  one.demo.store.deliver('From: a@example.org\nTo: b@example.net\nCc: c@example.net\nSubject: two-kinds\n\nWords.\n');
  const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'two-kinds');
  const messageId = rows[0]!.id;
  const people = await one.call('compose.recipients', { messageId });
  for (const kind of ['reply', 'replyAll'] as const) {
    const { to, cc, incomplete } = await one.call('compose.prepare', { messageId, kind });
    expect(people[kind]).toEqual({ to, cc });
    expect(incomplete).toBe(false);
  }
  expect(people.replyAll.cc.map(({ address }) => address)).toEqual(['b@example.net', 'c@example.net']);
});

test('an answer that may leave out some of those who got the message says so', async () => {
  const many = Array.from({ length: 1_200 }, (_, n) => `p${n}@example.net`).join(',\n ');
  one.demo.store.deliver(`From: a@example.org\nTo: ${many}\nSubject: too-many\n\nWords.\n`);
  const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'too-many');
  const messageId = rows[0]!.id;
  expect(await one.call('compose.prepare', { messageId, kind: 'replyAll' })).toMatchObject({ incomplete: true, cc: { length: 1_000 } });
  expect(await one.call('compose.prepare', { messageId, kind: 'reply' })).toMatchObject({ incomplete: false });
});

test('an answer to a message with more of everything than a letter of ours may have is made all the same', async () => {
  const people = (name: string) => Array.from({ length: 1_100 }, (_, n) => `${name}${n}@example.net`).join(',\n ');
  const ids = Array.from({ length: 300 }, (_, n) => `<${n}.${'x'.repeat(60)}@example.net>`).join('\n ');
  one.demo.store.deliver(`From: ${people('from')}\nReply-To: list@example.net\nTo: ${people('to')}\nCc: ${people('cc')}\nSubject: very-much ${'s'.repeat(1_500)}\nReferences: ${ids}\nMessage-ID: <last@example.net>\n\nWords.\n`);
  const rows = await one.list(one.inbox, (now) => now[0]?.subject.startsWith('very-much') === true);
  const messageId = rows[0]!.id;
  expect(await one.call('compose.prepare', { messageId, kind: 'replyAll' })).toMatchObject({ incomplete: true, to: { length: 1 }, cc: { length: 3_000 } });
  expect((await one.call('compose.prepare', { messageId, kind: 'forward' })).subject).toMatch(/^Fwd: very-much s+/u);
  expect((await one.call('compose.recipients', { messageId })).reply.to).toHaveLength(1);
});

test('an answer to a message that names no ancestors begins the thread with what that one answers', async () => {
  one.demo.store.deliver('From: a@example.org\nSubject: no-references\nMessage-ID: <second@example.org>\nIn-Reply-To: <first@example.org>\n\nWords.\n');
  const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'no-references');
  const answer = await one.call('compose.prepare', { messageId: rows[0]!.id, kind: 'reply' });
  expect(answer.references).toEqual(['<first@example.org>', '<second@example.org>']);
});

test('a newsletter with an empty plain text is forwarded with the words of its HTML', async () => {
  one.demo.store.deliver('From: a@example.org\nSubject: empty-plain\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: text/html\n\n<p>All the words.</p>\n--b--\n');
  const rows = await one.list(one.inbox, (now) => now[0]?.subject === 'empty-plain');
  const forward = await one.call('compose.prepare', { messageId: rows[0]!.id, kind: 'forward' });
  expect(forward.text).toContain('All the words.');
});
