/** Whom the user has written to, asked of a real mirror: as Sent grows, goes, and is filled anew. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailPage, type TestMail } from '../../test/support/conversation-records.ts';
import { openMemoryMirror, type MemoryMirror } from '../../test/support/memory-mirror.ts';
import { folderWrite, inbox } from '../../test/support/mirror-records.ts';
import { accountId, folderId, messageId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { createEmitter } from '../emitter.ts';
import { personOf } from '../mirror/protocol/person.ts';
import type { SendEntry } from '../outbox/send-ledger.ts';
import { createKnownPeople, type KnownPeople } from './known-people.ts';

const account = accountId('one');
const sent = folderId(account, 'Sent');
const trash = folderId(account, 'Trash');
let mirror: MemoryMirror;
let people: KnownPeople;
let outgoing: string[];
let outboxChanged: ReturnType<typeof createEmitter<AccountId>>;

beforeEach(async () => {
  mirror = await openMemoryMirror();
  outgoing = [];
  outboxChanged = createEmitter<AccountId>();
  people = createKnownPeople({ mirror: mirror.client, outbox: { changed: outboxChanged, entries: () => outgoing.map((to) => ({ send: { envelope: { from: '', to: [to] } } }) as unknown as SendEntry) } });
  await mirror.client.apply({ folders: [folderWrite(inbox), folderWrite(sent, { role: 'sent' }), folderWrite(trash, { role: 'trash' })] });
});
afterEach(() => mirror.close());

const put = (folder: FolderId, ...mails: TestMail[]) => mirror.client.apply({ pages: [mailPage(folder, mails)] });
const hashes = async (): Promise<number[]> => [...new Uint32Array(new Uint8Array(await people.hashes()).buffer)];
const sorted = (...addresses: string[]): number[] => addresses.map(personOf).sort((a, b) => a - b);

test('recipients of what was sent, in any case, and of what is on its way', async () => {
  expect(await people.known('bob@example.org')).toBe(false);
  await put(sent, { uid: 1, to: ['Bob@Example.org', 'eve@example.org'] });
  expect([await people.known('bob@example.ORG'), await people.known('ann@example.org'), await people.known('')]).toEqual([true, false, false]);
  expect(await hashes()).toEqual(sorted('bob@example.org', 'eve@example.org'));
  outgoing.push('New@example.net');
  outboxChanged.emit(account);
  expect(await people.known('new@example.net')).toBe(true);
  expect(await hashes()).toEqual(sorted('bob@example.org', 'eve@example.org', 'new@example.net'));
});

test('follows what comes into Sent, page by page', async () => {
  let told = 0;
  for (let page = 0; page < 20; page++) await put(sent, ...Array.from({ length: 70 }, (_, i) => ({ uid: page * 70 + i + 1, to: [`p${page}@example.org`] })));
  expect(await hashes()).toHaveLength(20);
  people.changed.on(() => void told++);
  await put(sent, { uid: 5000, to: ['late@example.org'] });
  expect(told).toBe(1);
  expect(await people.known('late@example.org')).toBe(true);
  await put(sent, { uid: 5001, to: ['later@example.org'] });
  expect([await people.known('later@example.org'), (await hashes()).length]).toEqual([true, 22]);
});

test('an account that goes takes its people along; a mirror that is filled anew gives them again', async () => {
  await put(sent, { uid: 1, to: ['bob@example.org'] });
  expect(await people.known('bob@example.org')).toBe(true);
  await mirror.client.wipe();
  await mirror.client.apply({ folders: [folderWrite(sent, { role: 'sent' })] });
  await put(sent, { uid: 1, to: ['carl@example.org'] });
  expect(await people.known('carl@example.org')).toBe(true);
  await mirror.client.apply({ removeAccounts: [account] });
  expect([await people.known('carl@example.org'), await hashes()]).toEqual([false, []]);
});

test('a sender is new until another message of theirs is there, outside Trash, not hidden, and not the same once more', async () => {
  await put(inbox, { uid: 1, id: 'first@x', from: 'New@example.net' });
  const first = messageId(inbox, 0, 1);
  const seen = () => people.seenBefore(account, 'new@EXAMPLE.net', first);
  expect(await seen()).toBe(false);
  await put(trash, { uid: 1, id: 'deleted@x', from: 'new@example.net' });
  await put(sent, { uid: 9, id: 'first@x', from: 'new@example.net' });
  await put(inbox, { uid: 2, id: 'hidden@x', from: 'new@example.net', flags: FLAG.hidden }, { uid: 3, from: 'other@example.net' });
  expect(await seen()).toBe(false);
  await put(inbox, { uid: 4, id: 'second@x', from: 'new@example.net' });
  expect([await seen(), await people.seenBefore(account, '', first), await people.seenBefore(account, 'nobody@example.net', first)]).toEqual([true, false, false]);
});
