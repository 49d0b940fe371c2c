/** Which charset a search is written in, with the refusals of real servers. */
import { expect, test } from 'vitest';
import { sortUids, threadUids } from '../../../main/imap/find.ts';
import { openSession } from '../../../main/imap/open-session.ts';
import { failureOf, optionsFor, playSelect, selected, serve } from './setup.ts';

const PLAIN = { capabilities: 'IMAP4rev1 SASL-IR LITERAL+ SORT THREAD=REFERENCES' };

/** The refusal of UTF-8, then what is expected of the next try: charset and octets. */
async function refusing(refusal: string, next: [charset: string, octets: string] | null, text = 'Grüße'): Promise<number[]> {
  const { session } = await selected(async (line) => {
    const utf8 = Buffer.from(text);
    const first = await line.expect(/^(\S+) UID SEARCH CHARSET UTF-8 SUBJECT \{(\d+)\+\}$/u);
    expect((await line.literal(Number(first[2]))).equals(utf8)).toBe(true);
    await line.expect('');
    line.send(`${first[1]} ${refusal}\r\n`);
    if (next === null) return;
    const [charset, octets] = next;
    const second = await line.expect(new RegExp(`^(\\S+) UID SEARCH ${charset === '' ? '' : `CHARSET ${charset} `}SUBJECT \\{${octets.length}\\+\\}$`, 'u'));
    expect((await line.literal(octets.length)).toString('latin1')).toBe(octets);
    await line.expect('');
    line.send(`* SEARCH 3\r\n${second[1]} OK\r\n`);
  }, {}, PLAIN);
  return session.uidSearch({ subject: text });
}

test('another one that the server names and that has room for the text', async () => {
  expect(await refusing('NO [BADCHARSET (US-ASCII ISO-8859-1)] no', ['ISO-8859-1', 'Gr\xfc\xdfe'])).toEqual([3]);
  expect(await refusing('NO [BADCHARSET (US-ASCII "KOI8-R" ISO-8859-5)] no', ['KOI8-R', '\xf0\xd2\xc9\xd7\xc5\xd4'], 'Привет')).toEqual([3]);
  // UW imapd 2007f offers dozens; what has no room for the text is passed over.
  expect(await refusing('NO [BADCHARSET (US-ASCII UTF-8 ISO-8859-1 UTF-16 X-NEVER SHIFT_JIS)] no', ['SHIFT_JIS', '\x93\xfa\x96\x7b'], '日本')).toEqual([3]);
});

test('none at all where UTF-8 is on and CHARSET refused (Courier 5.0)', async () => {
  expect(await refusing('NO CHARSET is not valid in UTF8 mode as per RFC 6855', ['', 'Gr\xc3\xbc\xc3\x9fe'])).toEqual([3]);
});

test.each([
  ['no other charset', 'NO [BADCHARSET (US-ASCII)] no'],
  ['none named', 'NO [BADCHARSET] no'],
  ['the code late in the text (Binc 1.2.7)', 'NO SEARCH failed: [BADCHARSET ("US-ASCII")]'],
  ['BAD and words (Cyrus 3.6)', 'BAD Unrecognized character set'],
  ['none that has room', 'NO [BADCHARSET (ISO-8859-5 KOI8-R)] no'],
  ['what is no name', 'NO [BADCHARSET ("a b" "\\"" ())] no'],
])('a failure and not an empty result: %s', async (_, refusal) => {
  expect(await failureOf(refusing(refusal, null, 'ß'))).toMatchObject({ code: 'unsupported', responseCode: 'BADCHARSET' });
});

test('a refusal about something else is told as it is', async () => {
  expect(await failureOf(refusing('NO [UNAVAILABLE] later', null))).toMatchObject({ code: 'server-no', responseCode: 'UNAVAILABLE' });
});

test('a server that refuses whatever it offers is not asked for ever', async () => {
  const tried: string[] = [];
  const { session, server } = await selected(async (line) => {
    for (let count = 0; count < 5; count++) {
      const header = await line.expect(/^(\S+) UID SEARCH CHARSET (\S+) TEXT \{(\d+)\+\}$/u);
      tried.push(header[2]!);
      await line.literal(Number(header[3]));
      await line.expect('');
      line.send(`${header[1]} NO [BADCHARSET (${Array.from({ length: 15 }, (_, index) => `ISO-8859-${index + 1}`).join(' ')} WINDOWS-1252)] no\r\n`);
    }
    line.send(`${await line.command('NOOP')} OK\r\n`);
  }, {}, PLAIN);
  expect((await failureOf(session.uidSearch({ text: 'ß' }))).code).toBe('unsupported');
  await session.noop();
  await server.done();
  expect(tried).toEqual(['UTF-8', 'ISO-8859-1', 'ISO-8859-2', 'ISO-8859-3', 'ISO-8859-4']);
});

test('SORT and THREAD name the charset always', async () => {
  const { session } = await selected(async (line) => {
    let tag = await line.command('UID SORT (DATE) US-ASCII ALL');
    line.send(`* SORT 2 1\r\n${tag} OK\r\n`);
    const header = await line.expect(/^(\S+) UID THREAD REFERENCES UTF-8 SUBJECT \{2\+\}$/u);
    await line.literal(2);
    await line.expect('');
    line.send(`${header[1]} NO [BADCHARSET (ISO-8859-1)] no\r\n`);
    tag = (await line.expect(/^(\S+) UID THREAD REFERENCES ISO-8859-1 SUBJECT \{1\+\}$/u))[1]!;
    await line.literal(1);
    await line.expect('');
    line.send(`* THREAD (1)\r\n${tag} OK\r\n`);
  }, {}, PLAIN);
  expect(await sortUids(session, [{ by: 'date' }], { all: true })).toEqual([2, 1]);
  expect(await threadUids(session, 'REFERENCES', { subject: 'ü' })).toEqual([{ uid: 1, parent: -1 }]);
});

test('with UTF8=ACCEPT on no CHARSET is sent, and the text may be quoted (RFC 6855 3)', async () => {
  const server = await serve(async (line) => {
    line.send('* OK [CAPABILITY IMAP4rev1 SASL-IR ENABLE UTF8=ACCEPT SORT AUTH=PLAIN] ready\r\n');
    line.send(`${await line.command(/^AUTHENTICATE PLAIN/u)} OK [CAPABILITY IMAP4rev1 ENABLE UTF8=ACCEPT SORT] in\r\n`);
    line.send(`* ENABLED UTF8=ACCEPT\r\n${await line.command('ENABLE UTF8=ACCEPT')} OK\r\n`);
    await playSelect(line);
    line.send(`* SEARCH 2\r\n${await line.command(`UID SEARCH SUBJECT "${Buffer.from('ß').toString('latin1')}"`)} OK\r\n`);
    line.send(`* SORT 2\r\n${await line.command('UID SORT (SIZE) UTF-8 ALL')} OK\r\n`);
  });
  const session = await openSession(optionsFor(server.port, { enable: ['UTF8=ACCEPT'] }));
  try {
    await session.select('INBOX');
    expect(await session.uidSearch({ subject: 'ß' })).toEqual([2]);
    expect(await sortUids(session, [{ by: 'size' }], { all: true })).toEqual([2]);
    await server.done();
  } finally {
    session.destroy();
  }
});

test('with IMAP4rev2 on the charset is named: Cyrus 3.12 takes its absence for ASCII and finds nothing', async () => {
  const server = await serve(async (line) => {
    line.send('* OK [CAPABILITY IMAP4rev1 IMAP4rev2 SASL-IR ENABLE AUTH=PLAIN] ready\r\n');
    line.send(`${await line.command(/^AUTHENTICATE PLAIN/u)} OK [CAPABILITY IMAP4rev1 IMAP4rev2 ENABLE] in\r\n`);
    line.send(`* ENABLED IMAP4rev2\r\n${await line.command('ENABLE IMAP4REV2')} OK\r\n`);
    await playSelect(line);
    const tag = await line.command(`UID SEARCH RETURN (ALL) CHARSET UTF-8 SUBJECT "${Buffer.from('ß').toString('latin1')}"`);
    line.send(`* ESEARCH (TAG "${tag}") UID ALL 2\r\n${tag} OK\r\n`);
  });
  const session = await openSession(optionsFor(server.port, { enable: ['IMAP4rev2'] }));
  try {
    await session.select('INBOX');
    expect(await session.uidSearch({ subject: 'ß' })).toEqual([2]);
    await server.done();
  } finally {
    session.destroy();
  }
});
