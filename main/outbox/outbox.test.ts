import { beforeEach, describe, expect, test } from 'vitest';
import { fail, type FailureError } from '../../shared/failure.ts';
import { accountId, operationId, type OperationId } from '../../shared/ids.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import { LetterBook, letterRecordSchema, type LetterRecord } from './letter-book.ts';
import { Outbox } from './outbox.ts';
import { applySendRecord, compactSendRecords, type SendEntry } from './send-ledger.ts';
import type { Send, SendRecord } from './send-record.ts';

const send: Send = {
  id: operationId('s1'), accountId: accountId('a'), createdAt: 1, title: 'Send', raw: 'eA==', rawForSent: '', messageId: '<s1@example.org>', envelope: { from: 'a@example.org', to: ['b@example.org'] }, source: null,
};

class MemoryJournal implements JournalFile<LetterRecord> {
  records: LetterRecord[] = [];
  readonly setAside = null;
  size = 0;
  full = false;
  before: (record: LetterRecord) => Promise<void> = () => Promise.resolve();
  async append(record: LetterRecord): Promise<void> {
    if (this.full) throw fail('storage', 'The disk is full.');
    await this.before(record);
    this.records.push(letterRecordSchema.parse(JSON.parse(JSON.stringify(record))));
  }
  compact(records: readonly LetterRecord[]): Promise<void> {
    this.records = [...records];
    return Promise.resolve();
  }
  close(): Promise<void> { return Promise.resolve(); }
}

/** What a start makes of these records. */
const sendsIn = (records: readonly SendRecord[]) => new LetterBook(Object.assign(new MemoryJournal(), { records: [...records] }), { now: () => 1 }, () => undefined).sends;

let journal: MemoryJournal;
let timers: (() => void)[];
let submitted: number;
let filed: number;
let marked: number;
let outcome: (() => FailureError | null)[];
/** The line is lost while it is being noted that the end of the message may leave. */
let early: (() => FailureError) | null;
/** The server answers. */
let connected: Promise<void>;

beforeEach(() => {
  journal = new MemoryJournal();
  timers = [];
  submitted = 0;
  filed = 0;
  marked = 0;
  outcome = [];
  early = null;
  connected = Promise.resolve();
});

function open(): Outbox {
  return new Outbox({
    book: new LetterBook(journal, { now: () => 1 }, () => {}),
    clock: { now: () => 1, after: (_ms, run) => { timers.push(run); return () => { timers = timers.filter((one) => one !== run); }; } },
    chance: () => 0,
    log: () => {},
    async submit(_send, _to, beforeEnd) {
      await connected;
      if (early) {
        void beforeEnd().catch(() => undefined);
        throw early();
      }
      const error = outcome.shift()?.();
      // Only a line lost behind the end of the message leaves it unknown.
      if (!error || error.failure.code === 'delivery-unknown') await beforeEnd();
      submitted++;
      if (error) throw error;
      return { refused: [] };
    },
    fileCopy() {
      filed++;
      const error = outcome.shift()?.();
      return error ? Promise.reject(error) : Promise.resolve();
    },
    onAccepted: () => Promise.resolve(void marked++),
  });
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const state = (outbox: Outbox) => outbox.entry(send.id)?.state;

describe('outbox', () => {
  test('queued, sent, filed', async () => {
    const outbox = open();
    await outbox.queue(send);
    await settle();
    expect([state(outbox), submitted, filed]).toEqual(['filed', 1, 1]);
    expect(journal.records.map((record) => record.t)).toEqual(['queued', 'sending', 'accepted', 'filed']);
  });

  test('nothing is taken over that is not in the journal', async () => {
    journal.full = true;
    await expect(open().queue(send)).rejects.toMatchObject({ failure: { code: 'storage' } });
    expect(submitted).toBe(0);
  });

  test('no line: tried again later, once', async () => {
    outcome = [() => fail('connection-refused', 'Refused.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    expect(state(outbox)).toBe('waiting');
    timers.shift()!();
    await settle();
    expect([state(outbox), submitted]).toEqual(['filed', 2]);
  });

  test('given up while the disk is slow: nobody sends it meanwhile', async () => {
    outcome = [() => fail('connection-refused', 'Refused.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    const noted = Promise.withResolvers<void>();
    journal.before = (record) => (record.t === 'dropped' ? noted.promise : Promise.resolve());
    const dropping = outbox.drop(send.id);
    timers.shift()!();
    await settle();
    noted.resolve();
    await dropping;
    await settle();
    expect([state(outbox), submitted]).toEqual([undefined, 1]);
  });

  test('cut after the last dot: never again by itself, not even after a restart', async () => {
    outcome = [() => fail('delivery-unknown', 'Cut.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    expect(state(outbox)).toBe('parked');
    const again = open();
    again.kick();
    await settle();
    expect(submitted).toBe(1);
  });

  test('cut while the disk is still noting that it is about to go: tried again', async () => {
    const outbox = open();
    const appended = Promise.withResolvers<void>();
    journal.before = (record) => (record.t === 'sending' && submitted === 0 ? appended.promise : Promise.resolve());
    early = () => fail('connection-lost', 'Cut.');
    await outbox.queue(send);
    await settle();
    appended.resolve();
    await settle();
    expect(state(outbox)).toBe('waiting');
    early = null;
    timers.shift()!();
    await settle();
    expect([state(outbox), submitted]).toEqual(['filed', 1]);
    expect(journal.records.map((record) => record.t)).toEqual(['queued', 'sending', 'not-sent', 'sending', 'accepted', 'filed']);
  });

  describe('the disk is full from the moment a try has ended', () => {
    let isFull = false;
    /** No record is taken any more once `sending` is there. */
    const fullAfterSending = () => {
      isFull = false;
      journal.before = (record) => {
        if (isFull) return Promise.reject(fail('storage', 'The disk is full.'));
        isFull = record.t === 'sending';
        return Promise.resolve();
      };
    };
    const roomAgain = async (outbox: Outbox) => {
      journal.before = () => Promise.resolve();
      outbox.kick();
      await settle();
    };

    test('accepted: the user is told that it is out, it is noted with the next kick, and a retry only files the copy', async () => {
      fullAfterSending();
      const outbox = open();
      await outbox.queue(send);
      await settle();
      expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', accepted: true, failure: { code: 'delivery-unknown', words: { key: 'engine-outbox.sentNotNoted' } } });
      expect(open().entry(send.id)).toMatchObject({ state: 'parked', accepted: false }); // a crash at this moment
      await roomAgain(outbox);
      expect(journal.records.map((record) => record.t)).toEqual(['queued', 'sending', 'accepted', 'parked']);
      expect(open().entry(send.id)).toEqual(outbox.entry(send.id));
      await outbox.retry(send.id);
      await settle();
      expect([state(outbox), submitted, filed]).toEqual(['filed', 1, 1]);
    });

    test('cut after the last dot: it is not on its way for ever, and not sent again', async () => {
      outcome = [() => fail('delivery-unknown', 'Cut.')];
      fullAfterSending();
      const outbox = open();
      await outbox.queue(send);
      await settle();
      await roomAgain(outbox);
      expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', accepted: false, failure: { code: 'delivery-unknown', words: { key: 'engine-outbox.interrupted' } } });
      expect([journal.records.map((record) => record.t), submitted]).toEqual([['queued', 'sending', 'parked'], 1]);
    });

    test('it certainly did not go: it waits, and goes once there is room', async () => {
      early = () => fail('connection-lost', 'Cut.');
      fullAfterSending();
      const outbox = open();
      await outbox.queue(send);
      await settle();
      expect(state(outbox)).toBe('waiting');
      early = null;
      await roomAgain(outbox);
      expect([state(outbox), submitted]).toEqual(['filed', 1]);
      expect(journal.records.map((record) => record.t)).toEqual(['queued', 'sending', 'not-sent', 'sending', 'accepted', 'filed']);
    });

    test('refused: the user is told why', async () => {
      early = () => fail('message-refused', 'No.');
      fullAfterSending();
      const outbox = open();
      await outbox.queue(send);
      await settle();
      expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', failure: { code: 'message-refused' } });
      await roomAgain(outbox);
      expect(journal.records.map((record) => record.t)).toEqual(['queued', 'sending', 'parked']);
    });

    test('it is noted before what comes after it, so that it reads the same again', async () => {
      fullAfterSending();
      const outbox = open();
      await outbox.queue(send);
      await settle();
      journal.before = () => Promise.resolve();
      await outbox.retry(send.id);
      await settle();
      expect(journal.records.map((record) => record.t)).toEqual(['queued', 'sending', 'accepted', 'parked', 'retried', 'filed']);
    });

    test('closed when there is room again, it is noted before the journal is', async () => {
      fullAfterSending();
      const outbox = open();
      await outbox.queue(send);
      await settle();
      journal.before = () => Promise.resolve();
      await outbox.close();
      expect(open().entry(send.id)).toMatchObject({ state: 'parked', accepted: true });
    });
  });

  test('killed while sending: parked at the next start', async () => {
    journal.records = [{ t: 'queued', send }, { t: 'sending', id: send.id }];
    const outbox = open();
    outbox.kick();
    await settle();
    expect([state(outbox), submitted]).toEqual(['parked', 0]);
    expect(outbox.entry(send.id)!.failure!.code).toBe('delivery-unknown');
  });

  test.each(['kept back', 'dropped'] as const)('%s while its server does not answer: it goes out no more, and asked for again it goes once', async (how) => {
    const answered = Promise.withResolvers<void>();
    connected = answered.promise;
    const outbox = open();
    await outbox.queue(send);
    await settle();
    await (how === 'dropped' ? outbox.drop(send.id) : outbox.keepBack(send.id));
    expect(state(outbox)).toBe(how === 'dropped' ? undefined : 'parked');
    if (how === 'kept back') await outbox.retry(send.id);
    answered.resolve();
    await settle();
    await settle();
    expect([submitted, state(outbox)]).toEqual(how === 'dropped' ? [0, undefined] : [1, 'filed']);
    expect(state(open())).toBe(state(outbox));
  });

  test('kept back, and refused meanwhile: it stays kept back, and its writer is not told otherwise', async () => {
    const answered = Promise.withResolvers<void>();
    connected = answered.promise;
    outcome = [() => fail('recipient-refused', 'Nobody of that name.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    await outbox.keepBack(send.id);
    answered.resolve();
    await settle();
    await settle();
    expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', failure: { code: 'cancelled' } });
    expect(journal.records.map((record) => record.t)).toEqual(['queued', 'parked']);
  });

  test('once its end is about to leave it can be taken back no more', async () => {
    outcome = [() => fail('delivery-unknown', 'Cut.')];
    let taken: unknown;
    const outbox = open();
    journal.before = (record) => {
      if (record.t === 'sending') taken = outbox.keepBack(send.id).catch((error: unknown) => error);
      return Promise.resolve();
    };
    await outbox.queue(send);
    await settle();
    expect(await taken).toMatchObject({ failure: { code: 'server-no' } });
    expect(state(outbox)).toBe('parked');
  });

  test('closed while it is being tried, its end does not leave', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    connected = promise;
    const outbox = open();
    await outbox.queue(send);
    await outbox.close();
    resolve();
    await settle();
    expect([state(outbox), submitted, journal.records.map((record) => record.t)]).toEqual(['waiting', 0, ['queued']]);
  });

  test('replaced while a retry of it is on its way to the disk: the other goes alone', async () => {
    outcome = [() => fail('recipient-refused', 'No.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    const { promise, resolve } = Promise.withResolvers<void>();
    journal.before = ({ t }) => (t === 'queued' ? promise : Promise.resolve());
    const retried = outbox.retry(send.id);
    const queued = outbox.queue({ ...send, id: operationId('s2'), replaces: send.id });
    await retried;
    await settle();
    expect(submitted).toBe(1);
    resolve();
    await queued;
    await settle();
    expect([submitted, outbox.entry(operationId('s2'))?.state, state(outbox)]).toEqual([2, 'filed', undefined]);
  });

  test('one that waits says why and when it is tried again, and is tried at once when asked for', async () => {
    outcome = [() => fail('throttled', '451 4.7.1 Come back later'), () => fail('throttled', 'Not yet.')];
    const outbox = open();
    const told: unknown[] = [];
    outbox.changed.on(() => told.push(outbox.nextTry(send.id)));
    await outbox.queue(send);
    await settle();
    expect(outbox.nextTry(send.id)).toMatchObject({ failure: { code: 'throttled', message: '451 4.7.1 Come back later' }, retryAt: 2001 });
    expect(told.at(-1)).toEqual(outbox.nextTry(send.id));
    const { promise, resolve } = Promise.withResolvers<void>();
    connected = promise;
    await outbox.retry(send.id);
    await settle();
    // While it is tried, the reason stays.
    expect(told.at(-1)).toMatchObject({ failure: { message: '451 4.7.1 Come back later' }, retryAt: null });
    resolve();
    await settle();
    expect(outbox.nextTry(send.id)).toMatchObject({ failure: { message: 'Not yet.' }, retryAt: 4001 });
    await outbox.retry(send.id);
    await settle();
    expect([state(outbox), outbox.nextTry(send.id)]).toEqual(['filed', undefined]);
    expect(journal.records.map((record) => record.t)).toEqual(['queued', 'sending', 'accepted', 'filed']);
  });

  test('sent, but its copy could not be filed yet: that is what is said', async () => {
    outcome = [() => null, () => fail('connection-lost', 'Cut.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    expect(state(outbox)).toBe('accepted');
    expect(outbox.nextTry(send.id)?.failure).toMatchObject({ code: 'connection-lost', words: { key: 'engine-outbox.copyNotFiled' } });
    await outbox.retry(send.id);
    await settle();
    expect([submitted, filed, outbox.nextTry(send.id)]).toEqual([1, 2, undefined]);
  });

  test('kept back while it waits, it waits for no try any more', async () => {
    outcome = [() => fail('throttled', 'Later.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    await outbox.keepBack(send.id);
    expect([state(outbox), outbox.nextTry(send.id)]).toEqual(['parked', undefined]);
    timers.shift()!();
    await settle();
    expect(submitted).toBe(1);
  });

  test('closed, no try is left for later: the process could not end before it', async () => {
    outcome = [() => fail('throttled', 'Later.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    expect([state(outbox), timers.length]).toEqual(['waiting', 1]);
    await outbox.close();
    expect(timers).toEqual([]);
  });

  test('killed between acceptance and filing: only the copy is made, and what it answers is marked', async () => {
    journal.records = [{ t: 'queued', send }, { t: 'sending', id: send.id }, { t: 'accepted', id: send.id, rejected: [] }];
    const outbox = open();
    outbox.kick();
    await settle();
    expect([state(outbox), submitted, filed]).toEqual(['filed', 0, 1]);
    expect(marked).toBe(1);
  });

  test('accepted but the copy refused: says so, and a retry does not send again', async () => {
    outcome = [() => null, () => fail('over-quota', 'The mailbox is full.')];
    const outbox = open();
    await outbox.queue(send);
    await settle();
    expect(outbox.entry(send.id)).toMatchObject({ state: 'parked', accepted: true });
    expect(outbox.entry(send.id)!.failure!.message).toContain('was sent');
    await outbox.retry(send.id);
    await settle();
    expect([state(outbox), submitted, filed]).toEqual(['filed', 1, 2]);
  });

  test('the journal is cut short while the end of a letter is on its way: killed then, it is not sent again', () => {
    const ledger = new Map<OperationId, SendEntry>();
    const records: SendRecord[] = [{ t: 'queued', send }, { t: 'sending', id: send.id }];
    for (const record of records) applySendRecord(ledger, record);
    expect(sendsIn(compactSendRecords(ledger)).get(send.id)).toMatchObject({ state: 'parked', failure: { code: 'delivery-unknown' } });
  });

  test('compacting keeps what is not filed', () => {
    const records: SendRecord[] = [{ t: 'queued', send }, { t: 'sending', id: send.id }, { t: 'accepted', id: send.id, rejected: ['x@example.org'] }];
    const ledger = sendsIn(records);
    expect(sendsIn(compactSendRecords(ledger))).toEqual(ledger);
    expect(compactSendRecords(sendsIn([...records, { t: 'filed', id: send.id, at: 2 }]))).toEqual([]);
  });
});
