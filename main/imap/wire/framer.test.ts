/** Cutting the stream: the same responses however the octets arrive, and limits that hold before memory is spent. */
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../../shared/failure.ts';
import { Framer } from './framer.ts';
import { DEFAULT_LIMITS } from './limits.ts';

const STREAM = '* OK hi {5}\r\n* 1 FETCH (BODY[] {6}\r\na\r\nb\r\n UID 3)\r\n* LIST () "/" {3}\r\na\rb\n* X {0}\r\n\r\na1 NO [X] no {9}\r\n+ {4}\r\n* 2 FETCH (B ~{2+}\r\n)\n)\r\n';
const RESPONSES = ['* OK hi {5}', '* 1 FETCH (BODY[] {6}\r\na\r\nb\r\n UID 3)', '* LIST () "/" {3}\r\na\rb', '* X {0}\r\n', 'a1 NO [X] no {9}', '+ {4}', '* 2 FETCH (B ~{2+}\r\n)\n)'];

function cut(pieces: Iterable<Buffer>, framer = new Framer()): string[] {
  const responses: string[] = [];
  for (const piece of pieces) {
    framer.push(piece);
    while (framer.next()) responses.push(framer.bytes.toString('latin1', framer.from, framer.to));
  }
  return responses;
}

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
  }
  return 'no failure';
};

describe('given back', () => {
  const LENGTHS = [10, 30_000, 200, 17_000, 90_000, 5, 40_000, 3_000, 3_000, 64_000, 1];
  const rows = LENGTHS.map((length, i) => `* ${i + 1} FETCH (BODY[] {${length}}\r\n${String.fromCharCode(97 + i).repeat(length)})`);
  const all = Buffer.from(rows.map((row) => `${row}\r\n`).join(''), 'latin1');
  /** As a socket hands them over: each in memory of its own. */
  const chunks = (size: number): Buffer[] => Array.from({ length: Math.ceil(all.length / size) }, (_, i) => {
    const octets = all.subarray(i * size, (i + 1) * size);
    const chunk = Buffer.allocUnsafeSlow(octets.length);
    octets.copy(chunk);
    return chunk;
  });
  for (const size of [16_384, 20_000, 65_536, 100_000, 300_000]) {
    test(`in chunks of ${size} every response is whole, what is kept stays, and the memory of nearly all others is free`, () => {
      for (const keeps of [() => false, (i: number) => i === 3, (i: number) => i % 2 === 0, (i: number) => i > 6, () => true]) {
        const [framer, parts, kept] = [new Framer(), chunks(size), new Map<number, Buffer>()];
        let count = 0;
        for (const part of parts) {
          framer.push(part);
          while (framer.next()) {
            const response = framer.bytes.subarray(framer.from, framer.to);
            expect(response.toString('latin1')).toBe(rows[count]);
            if (keeps(count)) kept.set(count, response);
            else framer.giveBack();
            count++;
          }
        }
        expect(count).toBe(rows.length);
        for (const [i, response] of kept) expect(response.toString('latin1')).toBe(rows[i]);
        if (kept.size === 0) expect(parts.slice(0, -1).filter(({ length }) => length > 0)).toEqual([]);
        if (kept.size === rows.length) expect(parts.some(({ length }) => length > 0)).toBe(true);
      }
    });
  }

  test('pieces of a literal that is handed on are not lost with the store they begin in', () => {
    for (const size of [20_000, 65_536, 300_000]) {
      const framer = new Framer(DEFAULT_LIMITS, 50_000);
      let pieces = '';
      for (const part of chunks(size)) {
        framer.push(part);
        for (;;) {
          if (framer.next()) framer.giveBack();
          else if (framer.offered >= 0) framer.handOn();
          else {
            const piece = framer.piece();
            if (piece === null) break;
            pieces += piece.toString('latin1');
          }
        }
      }
      expect(pieces).toBe('e'.repeat(90_000) + 'j'.repeat(64_000));
    }
  });
});

describe('pieces', () => {
  const all = Buffer.from(STREAM, 'latin1');
  test('at once, octet by octet, and cut in two at every place', () => {
    expect(cut([all])).toEqual(RESPONSES);
    expect(cut(Array.from(all, (octet) => Buffer.from([octet])))).toEqual(RESPONSES);
    for (let at = 0; at <= all.length; at++) expect(cut([all.subarray(0, at), all.subarray(at)])).toEqual(RESPONSES);
  });
  test('cut in two and in three at every place, completing a response with few octets of the next chunk at first', () => {
    for (const step of [1, 3, 7]) {
      const framer = (): Framer => new Framer(DEFAULT_LIMITS, Infinity, step);
      for (let at = 0; at <= all.length; at++) {
        expect(cut([all.subarray(0, at), all.subarray(at)], framer())).toEqual(RESPONSES);
        for (let next = at; next <= all.length; next += 5) expect(cut([all.subarray(0, at), all.subarray(at, next), all.subarray(next)], framer())).toEqual(RESPONSES);
      }
    }
  });
  test('what is left behind a response is all there', () => {
    const framer = new Framer(DEFAULT_LIMITS, Infinity, 3);
    framer.push(Buffer.from('* A'));
    expect(framer.next()).toBe(false);
    framer.push(Buffer.from('B\r\nencrypted octets'));
    expect(framer.next()).toBe(true);
    expect([framer.pending, framer.rest().toString()]).toEqual([16, 'encrypted octets']);
  });
  test('chunks that come before the last one was read', () => {
    const framer = new Framer(DEFAULT_LIMITS, Infinity, 2);
    for (let at = 0; at < all.length; at += 9) framer.push(all.subarray(at, at + 9));
    expect(framer.pending).toBe(all.length);
    const responses: string[] = [];
    while (framer.next()) responses.push(framer.bytes.toString('latin1', framer.from, framer.to));
    expect([responses, framer.pending]).toEqual([RESPONSES, 0]);
  });
  test('views given out are not overwritten by what comes later', () => {
    const framer = new Framer();
    const kept: Buffer[] = [];
    for (let round = 0; round < 50; round++) {
      for (const piece of [`* ${round} A`, `B\r\n* ${round} C`, 'D\r\n']) {
        framer.push(Buffer.from(piece));
        while (framer.next()) kept.push(framer.bytes.subarray(framer.from, framer.to));
      }
    }
    expect(kept.map(String)).toEqual(Array.from({ length: 50 }, (_, round) => [`* ${round} AB`, `* ${round} CD`]).flat());
  });
  test('pending counts what was not given out', () => {
    const framer = new Framer();
    framer.push(Buffer.from('a1 OK\r\n* O'));
    expect(framer.next()).toBe(true);
    expect(framer.pending).toBe(3);
    expect(framer.next()).toBe(false);
    expect(framer.pending).toBe(3);
  });
  test('a literal in thousands of pieces is copied a bounded number of times', () => {
    const size = 8 << 20;
    const framer = new Framer();
    let copied = 0;
    const copy: (this: Buffer, target: Uint8Array, ...rest: number[]) => number = Buffer.prototype.copy;
    framer.push(Buffer.from(`* 1 FETCH (BODY[] {${size}}\r\n`));
    const piece = Buffer.alloc(4096, 97);
    Buffer.prototype.copy = function (this: Buffer, target: Uint8Array, ...rest: number[]): number {
      const count = copy.call(this, target, ...rest);
      copied += count;
      return count;
    };
    try {
      for (let sent = 0; sent < size; sent += piece.length) {
        framer.push(piece);
        expect(framer.next()).toBe(false);
      }
    } finally {
      Buffer.prototype.copy = copy;
    }
    framer.push(Buffer.from(')\r\n'));
    expect(framer.next()).toBe(true);
    expect(framer.to - framer.from).toBeGreaterThan(size);
    expect(copied).toBeLessThan(size * 4);
  });
});

describe('limits', () => {
  test.each(['* 1 FETCH (BODY[] {4294967296}\r\n', '* 1 FETCH (BODY[] {9999999999999999999}\r\n', '* 1 FETCH (BODY[] {67108865}\r\n', `* X {${'9'.repeat(400)}}\r\n`])('a literal beyond the limit is refused when it is announced: %j', (line) => {
    expect(code(() => cut([Buffer.from(line)]))).toBe('protocol');
  });
  test('the largest literal allowed is waited for', () => {
    expect(cut([Buffer.from('* 1 FETCH (BODY[] {67108864}\r\n')])).toEqual([]);
  });
  test('an endless line, in one piece and in many, with and without literals between', () => {
    const limits = { ...DEFAULT_LIMITS, line: 10_000, literal: 100, response: 50_000, literals: 1000 };
    expect(code(() => cut([Buffer.alloc(10_001, 97)], new Framer(limits)))).toBe('protocol');
    expect(code(() => cut(Array.from({ length: 2000 }, () => Buffer.from('aaaaaaaaaa')), new Framer(limits)))).toBe('protocol');
    expect(code(() => cut(Array.from({ length: 999 }, () => Buffer.from('aaaaaaaaaaaa{1}\r\nx')), new Framer(limits)))).toBe('protocol');
    expect(cut([Buffer.from(`${'a'.repeat(9_990)}\r\n`)], new Framer(limits)).length).toBe(1);
  });
  test('many literals, and much in many literals', () => {
    const limits = { line: 1e6, literal: 1000, response: 5000, literals: 20 };
    expect(code(() => cut([Buffer.from('* X '), Buffer.from('{0}\r\n'.repeat(21))], new Framer(limits)))).toBe('protocol');
    expect(code(() => cut([Buffer.from('* X '), Buffer.from(`{900}\r\n${'x'.repeat(900)}`.repeat(6))], new Framer(limits)))).toBe('protocol');
  });
});
