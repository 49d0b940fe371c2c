import { describe, expect, test } from 'vitest';
import { judgeSender } from '../../shared/trust/authentication.ts';
import { addressesOf, headerAmbiguities, readHeader, shownHeader } from './header-fields.ts';
import { headerDate } from './header-date.ts';
import { listDetails } from './list-header.ts';

const header = (...lines: string[]) => readHeader(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)).fields;
const block = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);

describe('a header', () => {
  test('is shown in its order, as written, decoded', () => expect(shownHeader(header('X-One: 1', 'SUBJECT: =?utf-8?q?Gr=C3=BC=C3=9Fe?=', ' folded'), false)).toEqual({ fields: [{ name: 'X-One', value: '1' }, { name: 'SUBJECT', value: 'Grüße folded' }], truncated: false }));
  test('is shown in part where it is endless', () => {
    expect(shownHeader(header(...Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1`)), false)).toMatchObject({ truncated: true });
    expect(shownHeader(header(`X: ${'y'.repeat(50_000)}`), false)).toMatchObject({ truncated: true });
  });
  test('finds addresses before it decodes', () => {
    const found = addressesOf(header('From: =?utf-8?q?pat=40example=2Ecom_=3Cpat=40example=2Ecom=3E?= <robin@example.net>', 'from: x@example.org'), 'from');
    expect(found).toMatchObject({ count: 2, addresses: [{ name: 'pat@example.com <pat@example.com>', address: 'robin@example.net' }, { address: 'x@example.org' }] });
  });
  test('that two programs can read differently', () => {
    const codes = (...lines: string[]) => headerAmbiguities(header(...lines), block(...lines)).map(({ code, params }) => `${code} ${params['name'] ?? ''}`.trim());
    expect(codes('From: a@example.org', 'Subject: x')).toEqual([]);
    expect(codes('From: a@example.org', 'FROM : b@example.org', 'Content-Type: text/plain', 'content-type: text/html')).toEqual(['duplicate-header from', 'duplicate-header content-type']);
    expect(codes('Subject: a\rb')).toEqual(['header-bytes']);
    expect(codes('Subject: a\0b')).toEqual(['header-bytes']);
    expect(codes('Content-Type: multipart/mixed', 'Content-Transfer-Encoding: base64')).toEqual(['multipart-encoded', 'boundary']);
    expect(codes('Content-Type: multipart/mixed; boundary="a "')).toEqual(['boundary']);
    expect(codes('Content-Type: multipart/mixed; boundary="a"')).toEqual([]);
  });
});

test('dates keep the zone they were written in', () => {
  expect(headerDate('Fri, 20 Nov 2026 10:30:00 +0100 (CET)')).toMatchObject({ at: Date.UTC(2026, 10, 20, 9, 30), offset: 60 });
  expect(headerDate('Fri, 20 Nov 2026 10:30:00 -0330')).toMatchObject({ offset: -210 });
  expect(headerDate('Fri, 20 Nov 2026 10:30:00 -0000')).toMatchObject({ offset: null });
  expect(headerDate('Fri, 20 Nov 2026 10:30:00 GMT')).toMatchObject({ offset: 0 });
  expect(headerDate('99 Zzz 9999 +9999')).toEqual({ at: null, offset: null, written: '99 Zzz 9999 +9999' });
  expect(headerDate(undefined)).toBeNull();
});

describe('lists', () => {
  const TRUSTED = ['Authentication-Results: mx.example.org; dkim=pass header.d=example.com', 'Received: by mx.example.org'];
  const SIGNED = 'DKIM-Signature: v=1; d=example.com; s=a; h=From:List-Unsubscribe:List-Unsubscribe-Post; b=x';
  const BOTH = ['List-Unsubscribe: <mailto:leave@example.com?subject=leave>, (or) <https://example.com/leave?', ' x=1>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];
  const of = (...lines: string[]) => {
    const fields = header(...lines);
    return listDetails(fields, judgeSender(fields, ['a@example.com'], 1, { imapHost: 'imap.example.org' }));
  };
  test('name ways to leave in their order', () => expect(of('List-Id: =?utf-8?q?T=C3=AFdes?= <tides.example.com>', 'List-Unsubscribe: <mailto:l@example.com>, <https://example.com/l>, <ftp://example.com/>, <javascript:alert(1)>, <https://u:p@example.com/>')).toMatchObject({
    id: { name: 'Tïdes', value: 'tides.example.com' }, unsubscribe: [{ kind: 'mailto', url: 'mailto:l@example.com' }, { kind: 'https', url: 'https://example.com/l' }], oneClick: null,
  }));
  test('one click, signed or not or not known', () => {
    expect(of(...TRUSTED, SIGNED, ...BOTH)?.oneClick).toEqual({ url: 'https://example.com/leave?x=1', signed: 'yes' });
    expect(of(...TRUSTED, SIGNED.replace(':List-Unsubscribe-Post', ''), ...BOTH)?.oneClick?.signed).toBe('no');
    expect(of(...TRUSTED, SIGNED.replace('d=example.com', 'd=example.net'), ...BOTH)?.oneClick?.signed).toBe('no');
    expect(of(SIGNED, ...BOTH)?.oneClick?.signed).toBe('unknown');
    expect(of('List-Unsubscribe: <http://example.com/>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click')?.oneClick).toBeNull();
    expect(of(...BOTH, 'List-Unsubscribe: <https://example.net/>')?.oneClick).toBeNull();
  });
  test('one click is not signed by a signature of which it is not known that it passed', () => {
    const true1 = SIGNED.replace(':List-Unsubscribe:List-Unsubscribe-Post', '');
    const says = (results: string) => [`Authentication-Results: mx.example.org; ${results}`, 'Received: by mx.example.org'];
    expect(of(...says('dkim=pass header.d=example.com; dkim=fail header.d=example.com'), SIGNED, true1, ...BOTH)?.oneClick?.signed).toBe('no');
    expect(of(...says('dkim=pass header.d=example.com'), SIGNED, true1, ...BOTH)?.oneClick?.signed).toBe('no');
    expect(of(...says('dkim=pass header.d=example.com; dkim=pass header.d=example.com'), SIGNED, true1, ...BOTH)?.oneClick?.signed).toBe('yes');
    expect(of(...says('dkim=pass header.d=example.com; dkim=fail header.d=example.net'), SIGNED, SIGNED.replace('d=example.com', 'd=example.net'), ...BOTH)?.oneClick?.signed).toBe('yes');
  });
  test('that are none', () => expect(of('Subject: x')).toBeNull());
});
