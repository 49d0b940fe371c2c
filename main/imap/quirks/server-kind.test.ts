/** Servers told apart by what they say first. */
import { expect, test } from 'vitest';
import { maskFor, mostConnections, mostInFlight, wantsIdFirst } from './by-kind.ts';
import { serverKind, type ServerKind } from './server-kind.ts';

test.each<[ServerKind, string]>([
  ['gmail', 'Gimap ready for requests from 192.0.2.7 x1'],
  ['exchange', 'The Microsoft Exchange IMAP4 service is ready. [QwBW]'],
  ['exchange', 'Microsoft Exchange Server 2003 IMAP4rev1 server version 6.5.7638.1 (host) ready.'],
  ['icloud', '(2426B87-5f0e6d3c1a2b) pv50p00im-zteg10011401.me.com'],
  ['yandex', 'Yandex IMAP4rev1 at imap-production-main-42 ready to talk'],
  ['coremail', 'Coremail System IMap Server Ready(163com[1077])'],
  ['coremail', 'QQMail XMIMAP4Server ready'],
  ['proton', 'Proton Mail Bridge 03.18.00 - gluon session ID 1'],
  ['courier', 'Courier-IMAP ready. Copyright 1998-2019 Double Precision, Inc.'],
  ['cyrus', 'localhost Cyrus IMAP 3.6.1-Debian-3.6.1-4+deb12u5 server ready'],
  ['dovecot', 'Dovecot (Debian) ready.'],
  ['uw', 'vm IMAP4rev1 2007f.404 at Fri, 20 Nov 2026 22:35:02 +0000 (UTC)'],
  ['binc', 'Welcome to Binc IMAP Copyright (C) 2002-2004 Andreas Aardal Hanssen at 2026-11-20 22:35:48 UTC'],
  ['mailutils', 'IMAP4rev1'],
  ['hmail', 'IMAPrev1'],
  ['mirapoint', 'Mirapoint IMAP4PROXY 1.0 server ready'],
  ['communigate', 'CommuniGate Pro IMAP Server 3.4.8 at host ready'],
  ['domino', 'Domino IMAP4 Server Release 9.0.1FP10 ready'],
  ['other', 'ready'],
])('%s: %s', (kind, greeting) => {
  expect(serverKind({ host: 'mail.example.org', greeting, capabilities: ['IMAP4REV1'], id: '' })).toBe(kind);
});

test('by host, by capability, by ID', () => {
  const signs = { host: 'mail.example.org', greeting: 'ready', capabilities: ['IMAP4REV1'], id: '' };
  expect(serverKind({ ...signs, host: 'imap.mail.me.com' })).toBe('icloud');
  expect(serverKind({ ...signs, host: 'imap.fastmail.com', id: 'Cyrus IMAPD' })).toBe('fastmail');
  expect(serverKind({ ...signs, host: 'outlook.office365.com' })).toBe('exchange');
  expect(serverKind({ ...signs, host: 'notoutlook.com.example.org' })).toBe('other');
  expect(serverKind({ ...signs, capabilities: ['IMAP4REV1', 'XYMHIGHESTMODSEQ'] })).toBe('yahoo');
  expect(serverKind({ ...signs, id: 'GNU Mailutils GNU' })).toBe('mailutils');
});

test('what a kind asks for, and what the others do not', () => {
  expect(maskFor('icloud')).toEqual(['QRESYNC']);
  expect(maskFor('dovecot')).toEqual([]);
  expect(mostInFlight('exchange')).toBeLessThan(25);
  expect(mostInFlight('dovecot')).toBeGreaterThanOrEqual(200);
  expect([mostConnections('uw'), mostConnections('other')]).toEqual([1, Infinity]);
  expect([wantsIdFirst('coremail'), wantsIdFirst('gmail')]).toEqual([true, false]);
});
