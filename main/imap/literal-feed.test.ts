/** Large literals handed on: the same pieces and the same rows however the octets arrive, with failing and slow sinks, and within limits. */
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../shared/failure.ts';
import type { Command, LiteralSink, LiteralStart } from './command.ts';
import { claimLiteral, LiteralFeed, type LiteralTaker } from './literal-feed.ts';
import { Cursor } from './wire/cursor.ts';
import { Framer } from './wire/framer.ts';
import { DEFAULT_LIMITS } from './wire/limits.ts';
import { parseResponse, type Response } from './wire/response.ts';

const show = (value: unknown): string => JSON.stringify(value, (_, item: unknown) => (item instanceof Map ? [...(item as Map<string, unknown>)] : item));

/** Takes every literal over `above` octets in one of the items named. */
class Taker {
  readonly events: string[] = [];
  readonly #items: readonly string[];
  constructor(...items: readonly string[]) {
    this.#items = items;
  }
  readonly claim = (start: LiteralStart): LiteralSink | null => {
    this.events.push(`offered ${JSON.stringify(start)}`);
    if (!this.#items.includes(start.item)) return null;
    const got: string[] = [];
    return { write: (chunk) => void got.push(chunk.toString('latin1')), end: () => void this.events.push(`taken ${got.join('')}`) };
  };
}

function read(pieces: Iterable<Buffer>, taker: Taker, step = 4096): string[] {
  const framer = new Framer(DEFAULT_LIMITS, 9, step);
  const cursor = new Cursor();
  const feed = new LiteralFeed(cursor, taker.claim);
  const responses: Response[] = [];
  for (const piece of pieces) {
    framer.push(piece);
    for (;;) {
      if (framer.next()) {
        cursor.set(framer.bytes, framer.from, framer.to, framer.gaps);
        responses.push(parseResponse(cursor));
      } else if (feed.step(framer) === false) break;
    }
  }
  return responses.map(show);
}

const STREAM = Buffer.from([
  '* 1 FETCH (UID 5 BODY[2.1] {12}\r\n)\r\ng1 OK {3} FLAGS (\\Seen))',
  '* 2 FETCH (BINARY[1]<100> ~{11}\r\n{99}\r\n\0\0\0\0\0 UID 6)',
  '* 3 FETCH (UID 7 BODY[] {10}\r\n0123456789 BODY[TEXT] {3}\r\nabc RFC822.TEXT {10}\r\n9876543210)',
  '* 4 FETCH (ENVELOPE (NIL {10}\r\nsubject..) NIL NIL NIL NIL NIL NIL NIL NIL) BODY[1] "x")',
  '* 5 UIDFETCH (BODY[HEADER.FIELDS ("X" {1}\r\nY)] {10}\r\nX: abcd\r\n\r BODY[1] NIL)',
  '* QUOTA {10}\r\n0123456789 (STORAGE 1 2)',
  'g2 OK [X] done {1000}',
  '',
].join('\r\n'), 'latin1');

function outcome(pieces: Iterable<Buffer>, step?: number): { events: string[]; responses: string[] } {
  const taker = new Taker('BODY[2.1]', 'BINARY[1<100>]', 'BODY[]', 'BODY[TEXT]');
  const responses = read(pieces, taker, step);
  return { events: taker.events, responses };
}

describe('pieces', () => {
  const whole = outcome([STREAM]);
  test('what is offered, taken and left in the rows', () => {
    expect(whole.events).toEqual([
      'offered {"sequence":1,"uid":5,"item":"BODY[2.1]","size":12}', 'taken )\r\ng1 OK {3}',
      'offered {"sequence":2,"uid":null,"item":"BINARY[1<100>]","size":11}', 'taken {99}\r\n\0\0\0\0\0',
      'offered {"sequence":3,"uid":7,"item":"BODY[]","size":10}', 'taken 0123456789',
      'offered {"sequence":3,"uid":7,"item":"BODY[TEXT]","size":10}', 'taken 9876543210',
      'offered {"sequence":0,"uid":5,"item":"BODY[HEADER.FIELDS]","size":10}',
    ]);
    const rows = whole.responses.map((text) => JSON.parse(text) as { kind: string; row?: { message: Record<string, unknown> } });
    expect(rows.map(({ kind }) => kind)).toEqual(['fetch', 'fetch', 'fetch', 'fetch', 'fetch', 'data', 'status']);
    expect(rows[0]!.row!.message).toEqual({ sequence: 1, uid: 5, flags: ['\\Seen'], streamed: [['BODY[2.1]', 12]] });
    expect(rows[1]!.row!.message).toEqual({ sequence: 2, uid: 6, streamed: [['BINARY[1<100>]', 11]] });
    expect(rows[2]!.row!.message).toMatchObject({ uid: 7, streamed: [['BODY[]', 10], ['BODY[TEXT]', 10]] });
    expect(rows[3]!.row!.message).toMatchObject({ envelope: { subject: 'subject..)' } });
    expect(rows[4]!.row!.message).toMatchObject({ sequence: 0, uid: 5 });
    expect(rows[4]!.row!.message['header']).toBeDefined();
  });
  test('cut in two at every octet, and octet by octet', () => {
    expect(outcome(Array.from(STREAM, (octet) => Buffer.from([octet])))).toEqual(whole);
    for (const step of [1, 5, 4096]) for (let at = 0; at <= STREAM.length; at++) expect(outcome([STREAM.subarray(0, at), STREAM.subarray(at)], step), `at ${at}`).toEqual(whole);
  });
  test('cut in three at every pair of octets around a literal', () => {
    for (let a = 20; a < 60; a++) for (let b = a; b < 60; b++) expect(outcome([STREAM.subarray(0, a), STREAM.subarray(a, b), STREAM.subarray(b)])).toEqual(whole);
  });
});

describe('limits', () => {
  const announced = (size: string): Buffer => Buffer.from(`* 1 FETCH (UID 1 BODY[] {${size}}\r\n`);
  const code = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof FailureError) return error.failure.code;
      throw error;
    }
    return 'no failure';
  };
  test('4 GB that nobody takes are refused when they are announced, taken they are not', () => {
    expect(code(() => read([announced('4294967296')], new Taker()))).toBe('protocol');
    expect(code(() => read([announced('4294967296')], new Taker('BODY[]')))).toBe('no failure');
    expect(code(() => read([announced('99999999999999999999')], new Taker('BODY[]')))).toBe('protocol');
  });
  test('what has been handed on is not held and does not count against the size of a response', () => {
    const framer = new Framer({ ...DEFAULT_LIMITS, response: 2000 }, 100);
    framer.push(announced('1000000'));
    expect(framer.next()).toBe(false);
    framer.handOn();
    let handed = 0;
    for (let sent = 0; sent < 1_000_000; sent += 1000) {
      framer.push(Buffer.alloc(1000, 97));
      for (let piece = framer.piece(); piece !== null; piece = framer.piece()) handed += piece.length;
      expect(framer.pending).toBeLessThan(100);
    }
    framer.push(Buffer.from(')\r\n'));
    expect([framer.next(), handed, framer.gaps[1]]).toEqual([true, 1_000_000, 1_000_000]);
  });
});

describe('sinks', () => {
  const taker = (literal: Command<unknown>['literal']): LiteralTaker => ({ command: { name: 'X', lane: { kind: 'free' }, parts: () => [], done: () => undefined, ...(literal ? { literal } : {}) } });
  const start: LiteralStart = { sequence: 1, uid: 1, item: 'BODY[]', size: 3 };
  test('the first command that wants it gets it', () => {
    const sink = { write: () => undefined, end: () => undefined };
    expect(claimLiteral([taker(undefined), taker(() => null)], start)).toBeNull();
    expect(claimLiteral([taker(() => null), taker(() => sink)], start)).not.toBeNull();
  });
  test('after what it throws or rejects with it is asked no more', async () => {
    for (const write of [() => { throw new Error('full'); }, () => Promise.reject(new Error('full'))]) {
      let calls = 0;
      const entry = taker(() => ({ write: () => (calls++, write()), end: () => void calls++ }));
      const sink = claimLiteral([entry], start)!;
      await sink.write(Buffer.from('a'));
      await sink.write(Buffer.from('b'));
      await sink.end();
      expect(calls).toBe(1);
      expect(entry.failed?.error).toEqual(new Error('full'));
    }
  });
  test('a command that cannot make a sink fails, and the literal is dropped', () => {
    const entry = taker(() => { throw new Error('no file'); });
    const sink = claimLiteral([entry], start);
    expect(sink?.write(Buffer.from('a'))).toBeUndefined();
    expect(entry.failed?.error).toEqual(new Error('no file'));
  });
});
