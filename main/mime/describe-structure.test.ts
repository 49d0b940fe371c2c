import { describe, expect, test } from 'vitest';
import type { BodyPart } from '../imap/message.ts';
import { describeStructure, leafAt } from './describe-structure.ts';
import { imageSize } from './image-size.ts';
import { protectionOf } from './protection.ts';

const leaf = (s: string, t: string, extra: Partial<BodyPart> = {}): BodyPart => ({ s, t, ...extra });
const multi = (s: string, kind: string, ...c: BodyPart[]): BodyPart => ({ s, t: `multipart/${kind}`, c });
const codes = (root: BodyPart): string[] => describeStructure(root).ambiguities.map(({ code }) => code);

describe('the list of parts', () => {
  const nested = multi('', 'mixed', leaf('1', 'text/plain'), leaf('2', 'message/rfc822', { c: [multi('2.TEXT', 'alternative', leaf('2.1', 'text/plain'), leaf('2.2', 'text/html'))] }));
  test('has every part with its depth', () => {
    expect(describeStructure(nested).parts.map(({ section, depth, leaf: own, message }) => [section, depth, own, message])).toEqual([['', 0, false, false], ['1', 1, true, false], ['2', 1, true, true], ['2.TEXT', 2, false, false], ['2.1', 3, true, false], ['2.2', 3, true, false]]);
    expect(leafAt(nested, '2.2')?.t).toBe('text/html');
    expect(leafAt(nested, '')).toBeNull();
    expect(leafAt(nested, '9')).toBeNull();
  });
  test('says what is odd', () => {
    expect(codes(nested)).toEqual([]);
    expect(codes(multi('', 'alternative', leaf('1', 'text/plain'), leaf('2', 'application/pdf')))).toEqual(['alternatives-differ']);
    expect(codes(multi('', 'alternative', leaf('1', 'text/plain'), leaf('2', 'text/html'), leaf('3', 'text/calendar')))).toEqual([]);
    expect(codes(multi('', 'mixed'))).toEqual(['empty-multipart']);
    expect(codes(leaf('1', 'text', { e: 'rot13', p: { name: 'a.txt' }, dp: { filename: 'a.exe' } }))).toEqual(['odd-type', 'names-differ', 'unknown-encoding']);
  });
  test('ends', () => {
    let deep = leaf('1', 'text/plain');
    for (let n = 0; n < 5_000; n += 1) deep = multi('1', 'mixed', deep);
    expect(codes(deep)).toEqual(['too-deep']);
    const wide = describeStructure(multi('', 'mixed', ...Array.from({ length: 100_000 }, (_, n) => leaf(`${n}`, 'x'))));
    expect(wide.parts).toHaveLength(10_000);
    expect(wide.ambiguities).toHaveLength(50);
  });
});

describe('protection', () => {
  const kinds = (root: BodyPart, text: string | null = null) => protectionOf(root, text).map(({ kind }) => kind);
  test.each<[string, BodyPart]>([
    ['pgp-signed', { ...multi('', 'signed', leaf('1', 'text/plain')), p: { protocol: 'application/pgp-signature' } }],
    ['smime-signed', { ...multi('', 'signed', leaf('1', 'text/plain')), p: { protocol: 'application/x-pkcs7-signature' } }],
    ['pgp-encrypted', multi('', 'encrypted', leaf('1', 'application/pgp-encrypted'), leaf('2', 'application/octet-stream'))],
    ['smime-encrypted', leaf('1', 'application/pkcs7-mime', { p: { 'smime-type': 'enveloped-data' } })],
    ['smime-signed', leaf('1', 'application/x-pkcs7-mime', { p: { 'smime-type': 'signed-data' } })],
    ['smime-certificates', leaf('1', 'application/pkcs7-mime', { dp: { filename: 'a.p7c' } })],
    ['pgp-key', leaf('1', 'application/pgp-keys')],
    ['tnef', leaf('1', 'application/octet-stream', { dp: { filename: 'WINMAIL.DAT' } })],
  ])('%s', (kind, root) => expect(kinds(root)).toEqual([kind]));
  test('in the text itself', () => {
    expect(kinds(leaf('1', 'text/plain'), 'Hello\n-----BEGIN PGP MESSAGE-----\nx')).toEqual(['pgp-inline-encrypted']);
    expect(kinds(leaf('1', 'text/plain'), '-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256')).toEqual(['pgp-inline-signed']);
    expect(kinds(leaf('1', 'text/plain'), '> -----BEGIN PGP MESSAGE-----')).toEqual([]);
  });
});

test('the size of an image is read from its header', () => {
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.from([0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50])]);
  expect(imageSize(png)).toEqual({ type: 'image/png', width: 50_000, height: 50_000 });
  expect(imageSize(Buffer.from('GIF89a\x05\x00\x06\x00', 'latin1'))).toMatchObject({ width: 5, height: 6 });
  expect(imageSize(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 6, 0, 5, 3, 0, 0, 0]))).toEqual({ type: 'image/jpeg', width: 5, height: 6 });
  expect(imageSize(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4]))).toBeNull();
  expect(imageSize(Buffer.from('<svg>'))).toBeNull();
  expect(imageSize(png.subarray(0, 20))).toBeNull();
});
