/** A letter that a server takes for some and not for others: those left out are kept, and only they are written to again. */
import { beforeEach, expect, test } from 'vitest';
import { fail, type FailureError } from '../../shared/failure.ts';
import { accountId, operationId } from '../../shared/ids.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import { LetterBook, letterRecordSchema, type LetterRecord } from './letter-book.ts';
import { onlyTo, type Refused } from './left-out.ts';
import { Outbox } from './outbox.ts';
import { compactSendRecords } from './send-ledger.ts';
import type { Send, SendRecord } from './send-record.ts';

const HOUR = 3_600_000;
const send: Send = {
  id: operationId('s1'), accountId: accountId('a'), createdAt: 0, title: 'Send', raw: 'eA==', rawForSent: '', messageId: '<s1@example.org>', envelope: { from: 'a@example.org', to: ['b@example.org', 'c@example.org', 'd@example.org'] }, source: null,
};
const no = (address: string): Refused => ({ address, words: 'No such person', again: false });
const later = (address: string): Refused => ({ address, words: 'Come back later', again: true });

/** What a start makes of these records. */
const sendsIn = (some: readonly SendRecord[]) => new LetterBook({ records: [...some] } as unknown as JournalFile<LetterRecord>, { now: () => 0 }, () => undefined).sends;

let records: LetterRecord[];
let now: number;
let timers: (() => void)[];
/** Of each try: the recipients asked for. */
let asked: string[][];
let filed: number;
/** What the server answers to each try: those it refuses, or why it takes nothing. */
let answers: (Refused[] | FailureError)[];

beforeEach(() => {
  [records, now, timers, asked, filed, answers] = [[], 0, [], [], 0, []];
});

function open(): Outbox {
  const journal: JournalFile<LetterRecord> = {
    records, setAside: null, size: 0, compact: () => Promise.resolve(), close: () => Promise.resolve(),
    append: (record) => Promise.resolve(void records.push(letterRecordSchema.parse(JSON.parse(JSON.stringify(record))))),
  };
  return new Outbox({
    book: new LetterBook({ ...journal, records: [...records] }, { now: () => now }, () => {}),
    clock: { now: () => now, after: (_ms, run) => { timers.push(run); return () => {}; } },
    chance: () => 0,
    log: () => {},
    async submit(_send, to, beforeEnd) {
      asked.push([...to]);
      const answer = answers.shift() ?? [];
      if (!Array.isArray(answer) && answer.failure.code !== 'delivery-unknown') throw answer;
      await beforeEnd();
      if (!Array.isArray(answer)) throw answer;
      return { refused: answer };
    },
    fileCopy: () => Promise.resolve(void filed++),
    onAccepted: () => Promise.resolve(),
  });
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const sendIt = async (...said: typeof answers): Promise<Outbox> => {
  answers = said;
  const outbox = open();
  await outbox.queue(send);
  await settle();
  return outbox;
};
const again = async (outbox: Outbox): Promise<Outbox> => {
  await outbox.retry(send.id);
  await settle();
  return outbox;
};

test('it waits for the user with who was left out and why, and so it does after a restart', async () => {
  const outbox = await sendIt([no('c@example.org')]);
  expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', accepted: true, failure: { code: 'recipient-refused', detail: 'c@example.org: No such person' } });
  expect(outbox.entry(send.id)!.failure!.message).toContain('c@example.org');
  expect(open().entry(send.id)).toEqual(outbox.entry(send.id));
  expect(timers).toEqual([]);
});

test('a retry writes to those left out and to nobody else, and files no second copy', async () => {
  await sendIt([no('c@example.org')]);
  const outbox = await again(open());
  expect([asked, filed]).toEqual([[['b@example.org', 'c@example.org', 'd@example.org'], ['c@example.org']], 1]);
  expect(outbox.entry(send.id)).toMatchObject({ state: 'filed', failure: null });
  expect(open().entry(send.id)).toMatchObject({ state: 'filed' });
});

test('refused once more it waits again, and refused for good as a whole too', async () => {
  const outbox = await again(await sendIt([no('c@example.org'), no('d@example.org')], [no('d@example.org')]));
  expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', failure: { detail: 'd@example.org: No such person' } });
  answers = [fail('recipient-refused', 'No.')];
  await again(outbox);
  expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', accepted: true, failure: { message: 'No.' } });
  await again(open());
  expect(asked.slice(1)).toEqual([['c@example.org', 'd@example.org'], ['d@example.org'], ['d@example.org']]);
  expect(filed).toBe(1);
});

test('who is refused for the moment is tried again by itself, also after a crash; who is refused for good is not', async () => {
  await sendIt([no('b@example.org'), later('c@example.org')]);
  expect(timers).toHaveLength(1);
  const outbox = open();
  expect(outbox.entry(send.id)).toMatchObject({ state: 'waiting' });
  outbox.kick();
  await settle();
  expect(asked.slice(1)).toEqual([['c@example.org']]);
  expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', failure: { detail: 'b@example.org: No such person' } });
});

test('not for ever: after some hours the user is asked', async () => {
  const outbox = await sendIt([later('c@example.org')], [later('c@example.org')], fail('throttled', 'Later.'), fail('connection-refused', 'Refused.'));
  now = HOUR;
  for (const run of timers.splice(0)) run();
  await settle();
  expect([outbox.entry(send.id)!.state, asked.length]).toEqual(['waiting', 2]);
  now = 5 * HOUR;
  for (const run of timers.splice(0)) run();
  await settle();
  expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', failure: { message: 'Later.' } });
  // But a line that is down is nobody's refusal.
  await again(outbox);
  expect([outbox.entry(send.id)!.state, asked.length]).toEqual(['waiting', 4]);
});

test('cut behind the last dot of such a try: nobody knows, and nobody else is written to again', async () => {
  const outbox = await again(await sendIt([no('c@example.org')], fail('delivery-unknown', 'Cut.')));
  expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', failure: { code: 'delivery-unknown', words: { key: 'engine-outbox.interrupted' } } });
  await again(open());
  expect(asked.at(-1)).toEqual(['c@example.org']);
});

test('killed during such a try: unknown; killed before the copy was filed: filed, and then those left out', async () => {
  const before: SendRecord[] = [{ t: 'queued', send }, { t: 'sending', id: send.id }, { t: 'accepted', id: send.id, rejected: ['c@example.org'], refused: [no('c@example.org')] }];
  records = [...before];
  const outbox = open();
  outbox.kick();
  await settle();
  expect([asked, filed, outbox.entry(send.id)!.state]).toEqual([[], 1, 'parked']);
  records.push({ t: 'retried', id: send.id }, { t: 'sending', id: send.id });
  expect(open().entry(send.id)).toMatchObject({ state: 'parked', failure: { code: 'delivery-unknown' } });
});

test('written anew to those left out, the old one is given up with it', async () => {
  const outbox = await sendIt([no('c@example.org')]);
  const other = { ...send, id: operationId('s2'), messageId: '<s2@example.org>', envelope: { ...send.envelope, to: ['cc@example.org'] }, replaces: send.id };
  await outbox.queue(other);
  await settle();
  expect(outbox.entries().map((entry) => [entry.send.id, entry.state])).toEqual([['s2', 'filed']]);
});

test('compacting keeps who was left out, and whose turn it is', () => {
  const left: SendRecord[] = [{ t: 'queued', send }, { t: 'sending', id: send.id }, { t: 'accepted', id: send.id, rejected: ['b@example.org'], refused: [no('b@example.org')] }, { t: 'left-out', id: send.id }];
  const stories: SendRecord[][] = [left, [...left, { t: 'retried', id: send.id }], [...left, { t: 'retried', id: send.id }, { t: 'parked', id: send.id, failure: fail('server-no', 'No.').failure }]];
  for (const story of stories) expect(sendsIn(compactSendRecords(sendsIn(story)))).toEqual(sendsIn(story));
});

test('one that an earlier version has noted is done as it was then', async () => {
  records = [{ t: 'queued', send }, { t: 'sending', id: send.id }, { t: 'accepted', id: send.id, rejected: ['c@example.org'] }];
  const outbox = open();
  outbox.kick();
  await settle();
  expect(outbox.entry(send.id)).toMatchObject({ state: 'filed', rejected: ['c@example.org'] });
});

test('opened to be written to those left out, it names them as they were written, also where the server knows the domain in ASCII only', () => {
  const outgoing = { accountId: accountId('a'), to: [{ name: 'J\u00f6rg', address: 'joerg@B\u00fccher.example' }, { name: '', address: 'b@example.org' }], cc: [], bcc: [{ name: '', address: 'c@EXAMPLE.org' }], subject: '', text: '', inReplyTo: '', references: [], source: null };
  expect(onlyTo([no('joerg@xn--bcher-kva.example'), no('c@EXAMPLE.org')], outgoing)).toEqual({ ...outgoing, to: [outgoing.to[0]] });
});
