import { describe, expect, test } from 'vitest';
import type { BodyPart } from '../imap/message.ts';
import { packStructure, unpackStructure } from './packed-structure.ts';
import { parseMessage } from './parse-message.ts';

const roundTrip = (part: BodyPart): BodyPart | null => unpackStructure(JSON.parse(JSON.stringify(packStructure(part))));

describe('packed structure', () => {
  const plain: BodyPart = { s: '1', t: 'text/plain', p: { charset: 'utf-8' }, e: '7bit', n: 897 };
  test('a plain message is a few octets', () => {
    expect(roundTrip(plain)).toEqual(plain);
    expect(JSON.stringify(packStructure(plain))).toBe('[0,0,897,1]');
  });

  test('nested, with a message inside, attachments, identifiers and unknown values', () => {
    const whole: BodyPart = {
      s: '', t: 'multipart/mixed', p: { 'x-odd': '1' }, c: [
        { s: '1', t: 'multipart/alternative', c: [
          { s: '1.1', t: 'text/plain', p: { charset: 'koi8-r', format: 'flowed', delsp: 'yes' }, e: 'quoted-printable', n: 0 },
          { s: '1.2', t: 'multipart/related', c: [{ s: '1.2.1', t: 'text/html', p: { charset: 'UTF-7' }, e: 'x-uuencode', n: 5 }, { s: '1.2.2', t: 'image/png', id: 'a@b', e: 'base64', n: 7, d: 'inline', dp: { filename: 'ü.png' } }] },
        ] },
        { s: '2', t: 'message/rfc822', e: '7bit', n: 1000, d: 'attachment', c: [{ s: '2.TEXT', t: 'multipart/mixed', c: [{ s: '2.1', t: 'text/plain' }, { s: '2.2', t: 'message/rfc822', c: [{ s: '2.2.1', t: 'text/x-odd', d: 'form-data' }] }] }] },
        { s: '3', t: 'application/pdf', dp: { filename: 'a.pdf' } },
      ],
    };
    expect(roundTrip(whole)).toEqual(whole);
  });

  test('what our own walker finds survives, but for boundaries', () => {
    const raw = ['Content-Type: multipart/mixed; boundary="b"', '', '--b', 'Content-Type: text/plain; charset=us-ascii', '', 'hello', '--b', 'Content-Type: message/rfc822', '', 'Content-Type: multipart/alternative; boundary=c', '', '--c', '', 'x', '--c', 'Content-Type: text/html', 'Content-Transfer-Encoding: base64', '', 'eA==', '--c--', '--b--', ''].join('\r\n');
    const { structure } = parseMessage(Buffer.from(raw));
    const without = (part: BodyPart): BodyPart => {
      const { p, c, ...rest } = part;
      const { boundary: _boundary, ...kept } = p ?? {};
      return { ...rest, ...(Object.keys(kept).length ? { p: kept } : {}), ...(c ? { c: c.map(without) } : {}) };
    };
    expect(roundTrip(structure)).toEqual(without(structure));
  });

  test('what is no packed structure is none', () => {
    for (const wrong of [null, undefined, 7, 'x', [], {}]) expect(unpackStructure(wrong)).toBeNull();
  });
});
