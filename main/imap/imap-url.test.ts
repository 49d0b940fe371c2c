/** IMAP URLs: each part in its place, whatever is in it. */
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../shared/failure.ts';
import { imapUrl, urlToAuthorize, type ImapUrl } from './imap-url.ts';

const url = (more: Partial<ImapUrl> = {}): string => imapUrl({ mailbox: 'INBOX', utf8: false, uid: 5, ...more });
const server = { host: 'mail.example.org' };
const code = (make: () => string): string => {
  try {
    return make();
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
};

describe('on the server of the session', () => {
  test('a message, a part, some octets', () => {
    expect(url()).toBe('/INBOX/;UID=5');
    expect(url({ mailbox: 'Drafts/2026', uidValidity: 385759045, section: '1.2', partial: { offset: 0, length: 1024 } })).toBe('/Drafts/2026;UIDVALIDITY=385759045/;UID=5/;SECTION=1.2/;PARTIAL=0.1024');
    expect(url({ partial: { offset: 7 } })).toBe('/INBOX/;UID=5/;PARTIAL=7');
  });
  test('mailbox names are UTF-8, however they are on the wire', () => {
    expect(url({ mailbox: 'Entw&APw-rfe' })).toBe('/Entw%C3%BCrfe/;UID=5');
    expect(url({ mailbox: 'a&-b' })).toBe('/a%26b/;UID=5');
    expect(url({ mailbox: Buffer.from('Entwürfe &').toString('latin1'), utf8: true })).toBe('/Entw%C3%BCrfe%20%26/;UID=5');
  });
  test('a name that would come back as another is refused', () => {
    for (const mailbox of ['', 'a&b', 'a&AGE-', '&AGEAYg-x']) expect(code(() => url({ mailbox })), mailbox).toBe('invalid-input');
    expect(code(() => url({ mailbox: '\xff', utf8: true }))).toBe('invalid-input');
  });
});

describe('nothing can become another part', () => {
  test.each([
    ['a;UID=9', '/a%3BUID%3D9/;UID=5'], ['a;UIDVALIDITY=1', '/a%3BUIDVALIDITY%3D1/;UID=5'], ['x\r\nzz DELETE INBOX', '/x%0D%0Azz%20DELETE%20INBOX/;UID=5'],
    ['a?b#c', '/a%3Fb%23c/;UID=5'], ['a%2Fb', '/a%252Fb/;UID=5'], ['"\\{10+}', '/%22%5C%7B10%2B%7D/;UID=5'],
  ])('%j as a mailbox', (mailbox, expected) => {
    // Controls have a form in modified UTF-7 only; in UTF-8 they stand for themselves.
    expect(url({ mailbox, utf8: true })).toBe(expected);
  });
  test('a user, a section', () => {
    expect(url({ server: { ...server, user: 'a@b:c/d;AUTH=*' } })).toBe('imap://a%40b%3Ac%2Fd%3BAUTH%3D*@mail.example.org/INBOX/;UID=5');
    expect(url({ section: '1/;PARTIAL=0' })).toBe('/INBOX/;UID=5/;SECTION=1%2F%3BPARTIAL%3D0');
  });
  test('hosts are names or addresses', () => {
    expect(url({ server: { host: '::1', port: 1143 } })).toBe('imap://[::1]:1143/INBOX/;UID=5');
    expect(url({ server: { host: '[::1]' } })).toBe('imap://[::1]/INBOX/;UID=5');
    for (const host of ['', 'a b', 'a/b', 'a@b', 'a:1', '[a:1]', '[x', '[a/b]', 'fe80::1%x', 'a\r\nb', 'ü']) expect(code(() => url({ server: { host } })), host).toBe('invalid-input');
    for (const port of [0, 65_536, 1.5]) expect(code(() => url({ server: { ...server, port } }))).toBe('invalid-input');
  });
  test('numbers are numbers', () => {
    for (const uid of [0, -1, 2 ** 32, Number.NaN]) expect(code(() => url({ uid }))).toBe('invalid-input');
    expect(code(() => url({ partial: { offset: -1 } }))).toBe('invalid-input');
    expect(code(() => url({ uidValidity: 0 }))).toBe('invalid-input');
  });
});

describe('to be authorised', () => {
  const base = { mailbox: 'Drafts', utf8: false, uid: 20, uidValidity: 7, server: { ...server, user: 'alice' } };
  test('for whom and until when', () => {
    expect(urlToAuthorize(base, { access: { kind: 'submit', user: 'al;ice' } })).toBe('imap://alice@mail.example.org/Drafts;UIDVALIDITY=7/;UID=20;URLAUTH=submit+al%3Bice');
    expect(urlToAuthorize({ ...base, section: '1' }, { access: { kind: 'anonymous' }, expires: new Date(Date.UTC(2026, 10, 21, 2, 3, 4, 567)) })).toBe(
      'imap://alice@mail.example.org/Drafts;UIDVALIDITY=7/;UID=20/;SECTION=1;EXPIRE=2026-11-21T02:03:04Z;URLAUTH=anonymous',
    );
    expect(code(() => urlToAuthorize(base, { access: { kind: 'authuser' }, expires: new Date(Number.NaN) }))).toBe('invalid-input');
    expect(code(() => urlToAuthorize(base, { access: { kind: 'user', user: '' } }))).toBe('invalid-input');
  });
});
