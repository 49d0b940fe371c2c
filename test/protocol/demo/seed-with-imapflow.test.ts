/** The demo mailbox as an independent client sees it: imapflow speaks the protocol, postal-mime reads the messages. */
import { ImapFlow, type MessageStructureObject } from 'imapflow';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemo, type DemoHandle } from '../../../app/demo/start-demo.ts';

let demo: DemoHandle;
let client: ImapFlow;

beforeAll(async () => {
  demo = await startDemo();
  client = new ImapFlow({
    host: demo.imap.host, port: demo.imap.port, secure: false, doSTARTTLS: false, logger: false, qresync: true,
    auth: { user: demo.account.user, pass: demo.account.password },
  });
  await client.connect();
});
afterAll(async () => {
  await client.logout();
  await demo.close();
});

const FOLDERS = ['INBOX', 'Archive', 'Drafts', 'Junk', 'Rechnungen/März', 'Sent', 'Trash', 'Travel/2026'];

function leavesOf(node: MessageStructureObject): MessageStructureObject[] {
  return node.childNodes?.length ? node.childNodes.flatMap(leavesOf) : [node];
}

test('a wrong password is told as such', async () => {
  const stranger = new ImapFlow({ host: demo.imap.host, port: demo.imap.port, secure: false, doSTARTTLS: false, logger: false, auth: { user: 'you@example.org', pass: 'wrong' } });
  await expect(stranger.connect()).rejects.toMatchObject({ authenticationFailed: true });
});

test('folders, their names and their special uses', async () => {
  const folders = await client.list({ statusQuery: { messages: true, unseen: true } });
  expect(folders.filter((folder) => !folder.flags.has('\\Noselect')).map((folder) => folder.path).sort()).toEqual([...FOLDERS].sort());
  const uses = Object.fromEntries(folders.filter((folder) => folder.specialUse).map((folder) => [folder.path, folder.specialUse]));
  expect(uses).toEqual({ INBOX: '\\Inbox', Archive: '\\Archive', Drafts: '\\Drafts', Junk: '\\Junk', Sent: '\\Sent', Trash: '\\Trash' });
  expect(folders.find((folder) => folder.path === 'Rechnungen/März')?.status?.messages).toBe(2);
  expect(folders.every((folder) => folder.subscribed || folder.flags.has('\\Noselect'))).toBe(true);
});

describe.each(FOLDERS)('messages of %s', (folder) => {
  test('envelope, structure, source and every part agree with postal-mime', async () => {
    const lock = await client.getMailboxLock(folder);
    try {
      const messages = await client.fetchAll('1:*', { uid: true, envelope: true, bodyStructure: true, source: true, size: true, internalDate: true });
      expect(messages).toHaveLength(demo.store.messages(folder).length);
      expect(messages.length).toBeGreaterThan(1);
      for (const message of messages) {
        const stored = demo.store.mailbox(folder).find(message.uid);
        expect(message.source?.equals(stored?.raw ?? Buffer.alloc(0))).toBe(true);
        expect(message.size).toBe(stored?.raw.length);
        if (message.envelope?.messageId === '<readings-0500@example.net>') continue; // broken on purpose; see below
        const parsed = await PostalMime.parse(message.source ?? '', { forceRfc822Attachments: true });
        expect(message.envelope?.subject).toBe(parsed.subject);
        expect(message.envelope?.from?.[0]).toMatchObject({ name: parsed.from?.name, address: parsed.from?.address });
        expect((message.envelope?.to ?? []).map((one) => one.address ?? '')).toEqual((parsed.to ?? []).map((one) => one.address));
        expect(message.envelope?.messageId).toBe(parsed.messageId);
        expect(new Date(message.envelope?.date ?? '').getTime()).toBe(new Date(parsed.date ?? '').getTime());
        expect(`${parsed.subject ?? ''}${parsed.text ?? ''}${parsed.html ?? ''}`).not.toContain('\ufffd');

        const structure = message.bodyStructure;
        if (!structure) throw new Error('no structure');
        const attached = message.bodyStructure?.childNodes ? messageLeaves(structure) : [structure];
        const files = attached.filter((leaf) => !/^text\/(plain|html)$/.test(leaf.type));
        expect(files.map((leaf) => leaf.type)).toEqual(parsed.attachments.map((file) => file.mimeType));
        expect(files.map((leaf) => leaf.dispositionParameters?.['filename'] ?? leaf.parameters?.['name'] ?? null)).toEqual(parsed.attachments.map((file) => file.filename));
        for (const [index, leaf] of files.entries()) {
          const { content } = await client.download(String(message.uid), leaf.part ?? '1', { uid: true }) as { content: NodeJS.ReadableStream };
          const pieces: Buffer[] = [];
          for await (const piece of content) pieces.push(piece as Buffer);
          const expected = parsed.attachments[index]?.content;
          const octets = Buffer.from(expected === undefined || typeof expected === 'string' ? (expected ?? '') : new Uint8Array(expected));
          // postal-mime gives text with bare line feeds, and one more at its end.
          const comparable = (one: Buffer): string => one.toString('latin1').replaceAll('\r\n', '\n').trimEnd();
          expect(comparable(Buffer.concat(pieces))).toBe(comparable(octets));
        }
        for (const leaf of messageLeaves(structure)) {
          const part = await client.fetchOne(String(message.uid), { uid: true, bodyParts: [leaf.part ?? '1'] }, { uid: true });
          const octets = part ? part.bodyParts?.get(leaf.part ?? '1') : undefined;
          expect(octets?.length).toBe(leaf.size);
        }
      }
    } finally {
      lock.release();
    }
  });
});

/** Leaves as a reader counts them: an attached message is one. */
function messageLeaves(node: MessageStructureObject): MessageStructureObject[] {
  if (node.type === 'message/rfc822') return [node];
  return node.childNodes?.length ? node.childNodes.flatMap(messageLeaves) : [node];
}

test('the message with broken MIME is whole and still has parts', async () => {
  const lock = await client.getMailboxLock('INBOX');
  try {
    const [uid] = (await client.search({ header: { 'message-id': 'readings-0500' } }, { uid: true })) || [];
    const message = await client.fetchOne(String(uid), { bodyStructure: true, source: true }, { uid: true });
    if (!message) throw new Error('not found');
    expect(leavesOf(message.bodyStructure as MessageStructureObject).map((leaf) => leaf.type)).toEqual(['text/plain', 'application/octet-stream']);
    expect(message.source?.includes(Buffer.from([0xfc]))).toBe(true);
  } finally {
    lock.release();
  }
});

test('search in any script, folded, decoded', async () => {
  const lock = await client.getMailboxLock('INBOX');
  const subjects = async (query: Parameters<ImapFlow['search']>[0]): Promise<string[]> => {
    const uids = (await client.search(query, { uid: true })) || [];
    const found = uids.length ? await client.fetchAll(uids, { envelope: true }, { uid: true }) : [];
    return found.map((message) => message.envelope?.subject ?? '');
  };
  try {
    expect(await subjects({ subject: 'SCHLÜSSEL' })).toEqual(['Schlüssel für das Bootshaus']);
    expect(await subjects({ body: '展覧会' })).toEqual(['来月の展覧会のご案内']);
    expect(await subjects({ body: 'смотритель' })).toEqual(['Перевод рассказа готов']);
    expect(await subjects({ from: 'wójcik' })).toEqual(['Zdjęcia z Mazur i żurek']);
    expect(await subjects({ body: '照片' })).toEqual(['照片已经洗好了']);
    expect(await subjects({ body: '헬멧' })).toEqual(['자전거 여행 일정']);
    expect(await subjects({ text: 'שלום' })).toEqual(['הספר שהבטחתי לך']);
    expect(await subjects({ body: 'المقلوبة' })).toEqual(['موعد العشاء يوم الخميس']);
    expect(await subjects({ or: [{ subject: 'telescope' }, { body: 'moral authority' }] })).toEqual(['Re: Estuary walk on Sunday']);
    expect(await subjects({ subject: 'no such thing' })).toEqual([]);
    expect((await subjects({ flagged: true })).length).toBe(demo.store.messages().filter((message) => message.flags.has('\\Flagged')).length);
  } finally {
    lock.release();
  }
});

test('new mail, flags, moves and CHANGEDSINCE', async () => {
  const lock = await client.getMailboxLock('INBOX');
  try {
    const before = client.mailbox ? client.mailbox.highestModseq : undefined;
    const count = demo.store.messages().length;
    const heard = new Promise<number>((resolve) => client.once('exists', (event) => resolve(event.count)));
    const idling = client.idle();
    const arrived = demo.store.deliver('From: a@example.net\r\nSubject: Just now\r\n\r\nHello\r\n');
    expect(await heard).toBe(count + 1);
    await client.noop();
    await idling;
    expect(await client.messageFlagsAdd(String(arrived.uid), ['\\Flagged'], { uid: true })).toBe(true);
    const changed = await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true, changedSince: before ?? 0n });
    expect(changed.map((message) => [message.uid, [...(message.flags ?? [])].includes('\\Flagged'), message.modseq])).toEqual([[arrived.uid, true, BigInt(arrived.modseq)]]);
    const moved = await client.messageMove(String(arrived.uid), 'Rechnungen/März', { uid: true });
    const target = demo.store.mailbox('Rechnungen/März');
    expect(moved).toMatchObject({ uidValidity: BigInt(target.uidValidity), uidMap: new Map([[arrived.uid, target.messages.at(-1)?.uid]]) });
    expect(demo.store.messages().length).toBe(count);
    const appended = await client.append('Drafts', 'Subject: Later\r\n\r\nüber\r\n', ['\\Draft']);
    expect(appended).toMatchObject({ uid: demo.store.messages('Drafts').at(-1)?.uid });
  } finally {
    lock.release();
  }
});
