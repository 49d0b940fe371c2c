import { expect, test } from 'vitest';
import { decodeRecords, encodeRecord } from './record.ts';

const values = [{ id: 1, text: 'a\nb' }, 'ü €', null, [1, [2]], { empty: '' }];
const file = Buffer.concat(values.map(encodeRecord));

test('records come back as they were, one line each', () => {
  expect(decodeRecords(file)).toEqual({ records: values, validBytes: file.length, damaged: false });
  expect(file.toString('utf8').split('\n')).toHaveLength(values.length + 1);
});

test('a file cut at any octet gives the whole records before the cut and is not damaged', () => {
  const ends = values.map((_, i) => Buffer.concat(values.slice(0, i + 1).map(encodeRecord)).length);
  for (let cut = 0; cut <= file.length; cut += 1) {
    const whole = ends.filter((end) => end <= cut).length;
    expect(decodeRecords(file.subarray(0, cut))).toEqual({ records: values.slice(0, whole), validBytes: ends[whole - 1] ?? 0, damaged: false });
  }
});

test('any changed octet is noticed and the other records survive', () => {
  for (let at = 0; at < file.length; at += 1) {
    const bytes = Buffer.from(file);
    bytes[at] = (bytes[at] ?? 0) ^ 0x01;
    const decoded = decodeRecords(bytes);
    expect(decoded.damaged || decoded.validBytes < bytes.length, `octet ${at}`).toBe(true);
    expect(decoded.records.length, `octet ${at}`).toBeGreaterThanOrEqual(values.length - 2);
    expect(values).toEqual(expect.arrayContaining(decoded.records));
  }
});

test('a changed octet in the middle is damage', () => {
  const bytes = Buffer.from(file);
  bytes[20] = 0x58;
  const decoded = decodeRecords(bytes);
  expect(decoded).toEqual({ records: values.slice(1), validBytes: 0, damaged: true });
});

test('a tail of zeros or of foreign text is damage, not a torn write', () => {
  expect(decodeRecords(Buffer.concat([file, Buffer.alloc(100)])).damaged).toBe(true);
  expect(decodeRecords(Buffer.concat([file, Buffer.from('hello')])).damaged).toBe(true);
  expect(decodeRecords(Buffer.concat([file, encodeRecord('x').subarray(0, 19), Buffer.alloc(4096)])).damaged).toBe(true);
});

test('a megabyte of line ends is read in one pass', () => {
  expect(decodeRecords(Buffer.alloc(1 << 20, 0x0a))).toEqual({ records: [], validBytes: 0, damaged: true });
});

test('what JSON cannot hold is refused', () => {
  expect(() => encodeRecord(undefined)).toThrow(/must be JSON/u);
});
