/** GENURLAUTH, RESETKEY and URLFETCH: only what was asked for is believed, and nothing that could become a command of another protocol. */
import { describe, expect, test } from 'vitest';
import { genUrlAuth } from '../../../main/imap/commands/gen-url-auth.ts';
import { resetKey } from '../../../main/imap/commands/reset-key.ts';
import { urlFetch } from '../../../main/imap/commands/url-fetch.ts';
import { CAPABILITIES, failureOf, loggedIn } from './setup.ts';

const OFFERED = { capabilities: `${CAPABILITIES} URLAUTH URLAUTH=BINARY` };
const URL = 'imap://alice@example.org/Drafts;UIDVALIDITY=7/;UID=20;URLAUTH=submit+alice';
const TOKEN = 'internal:91354a473744909de610943775f92038';

describe('GENURLAUTH', () => {
  test('one behind the other, atoms or quoted', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command(`GENURLAUTH "${URL}" INTERNAL "${URL}2" X-SHA`);
      line.send(`* GENURLAUTH ${URL}:${TOKEN} "${URL}2:x-sha:abc"\r\n${tag} OK\r\n`);
    }, {}, OFFERED);
    expect(await session.run(genUrlAuth([{ url: URL }, { url: `${URL}2`, mechanism: 'X-SHA' }]))).toEqual([`${URL}:${TOKEN}`, `${URL}2:x-sha:abc`]);
  });
  test.each([
    ['nothing', ''], ['too few', '* GENURLAUTH\r\n'], ['too many', `* GENURLAUTH ${URL}:a ${URL}:b\r\n`], ['another', `* GENURLAUTH imap://example.org/INBOX/;UID=1;URLAUTH=submit+alice:${TOKEN}\r\n`],
    ['no token', `* GENURLAUTH ${URL}\r\n`], ['a list', `* GENURLAUTH (${URL})\r\n`], ['unreadable', '* GENURLAUTH (\r\n'],
    ['a line break', `* GENURLAUTH {${URL.length + 20}}\r\n${URL}:x\r\nRCPT TO:<a@b.c>`.padEnd(20) + '\r\n'], ['a blank', `* GENURLAUTH "${URL}:x LAST"\r\n`], ['8 bits', `* GENURLAUTH "${URL}:\xff"\r\n`],
  ])('%s is no answer', async (_name, answer) => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command(/^GENURLAUTH/u);
      line.send(`${answer}${tag} OK\r\n`);
    }, { silenceMs: 300 }, OFFERED);
    expect((await failureOf(session.run(genUrlAuth([{ url: URL }])))).code).toMatch(/^(?:protocol|timeout)$/u);
  });
  test('refused; not offered; nothing asked', async () => {
    const { session } = await loggedIn(async (line) => line.send(`${await line.command(/^GENURLAUTH/u)} NO bad url\r\n`), {}, OFFERED);
    expect((await failureOf(session.run(genUrlAuth([{ url: URL }])))).code).toBe('server-no');
    expect((await failureOf(session.run(genUrlAuth([])))).code).toBe('invalid-input');
    const bare = await loggedIn(async () => undefined);
    expect((await failureOf(bare.session.run(genUrlAuth([{ url: URL }])))).code).toBe('unsupported');
  });
});

test('RESETKEY of all, of one mailbox, of some mechanisms', async () => {
  const { session, server } = await loggedIn(async (line) => {
    line.send(`${await line.command('RESETKEY')} OK\r\n`);
    line.send(`* OK [URLMECH INTERNAL] x\r\n${await line.command('RESETKEY "a b"')} OK\r\n`);
    line.send(`${await line.command('RESETKEY "A" INTERNAL XSAMPLE')} OK [URLMECH INTERNAL XSAMPLE=P34OKhO7VEkCbsiYY8rGEg==] done\r\n`);
  }, {}, OFFERED);
  await session.run(resetKey());
  await session.run(resetKey('a b'));
  await session.run(resetKey('A', ['INTERNAL', 'XSAMPLE']));
  await server.done();
});

describe('URLFETCH', () => {
  const FULL = `${URL}:${TOKEN}`;
  test('content, nothing, decoded content and structure, in any order', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command(`URLFETCH "${FULL}" "${FULL}2" ("${FULL}3" BODYPARTSTRUCTURE BINARY) ("${FULL}4" BODY)`);
      line.send(`* URLFETCH "${FULL}2" NIL "${FULL}" {4}\r\na\r\nb\r\n* URLFETCH "${FULL}3" (BODYPARTSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7bit" 3 1)) (BINARY ~{3}\r\n\0\r\n) "${FULL}4" (BODY "")\r\n${tag} OK\r\n`);
    }, {}, OFFERED);
    const found = await session.run(urlFetch([{ url: FULL }, { url: `${FULL}2` }, { url: `${FULL}3`, items: ['BODYPARTSTRUCTURE', 'BINARY'] }, { url: `${FULL}4`, items: ['BODY'] }]));
    expect(found.map(({ body }) => body?.toString('latin1') ?? null)).toEqual(['a\r\nb', null, '\0\r\n', '']);
    expect(found.map(({ structure }) => structure)).toEqual([null, null, ['TEXT', 'PLAIN', null, null, null, '7bit', '3', '1'], null]);
  });
  test('all items in one pair of parentheses, as Dovecot has it', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command(/^URLFETCH/u);
      line.send(`* URLFETCH "${FULL}" (BODYPARTSTRUCTURE ("text" "plain") BINARY ~{2}\r\nab)\r\n${tag} OK\r\n`);
    }, {}, OFFERED);
    const [found] = await session.run(urlFetch([{ url: FULL, items: ['BODYPARTSTRUCTURE', 'BINARY'] }]));
    expect([found!.body!.toString(), found!.structure]).toEqual(['ab', ['text', 'plain']]);
  });
  test.each([['nothing', ''], ['another URL', `* URLFETCH "${FULL}9" "x"\r\n`], ['unreadable', `* URLFETCH "${FULL}" (\r\n`]])('%s is no answer', async (_name, answer) => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command(/^URLFETCH/u);
      line.send(`${answer}${tag} OK\r\n`);
    }, {}, OFFERED);
    expect((await failureOf(session.run(urlFetch([{ url: FULL }])))).code).toBe('protocol');
  });
  test('the decoded form only where it is offered, and not both', async () => {
    const { session } = await loggedIn(async () => undefined, {}, { capabilities: `${CAPABILITIES} URLAUTH` });
    expect((await failureOf(session.run(urlFetch([{ url: FULL, items: ['BINARY'] }])))).responseCode).toBe('URLAUTH=BINARY');
    const both = await loggedIn(async () => undefined, {}, OFFERED);
    for (const items of [[], ['BODY', 'BINARY']] as const) expect((await failureOf(both.session.run(urlFetch([{ url: FULL, items: [...items] }])))).code).toBe('invalid-input');
  });
  test('two do not meet, and the transcript keeps the address to itself', async () => {
    const log: string[] = [];
    const { session } = await loggedIn(async (line) => {
      for (const [url, body] of [[FULL, 'a'], [`${FULL}2`, 'b']]) {
        const tag = await line.command(`URLFETCH "${url}"`);
        line.send(`* URLFETCH "${url}" "${body}"\r\n${tag} OK\r\n`);
      }
    }, {}, { ...OFFERED, transcript: { sent: (text: string) => log.push(text), received: () => undefined } });
    const found = await Promise.all([session.run(urlFetch([{ url: FULL }])), session.run(urlFetch([{ url: `${FULL}2` }]))]);
    expect(found.map(([content]) => content!.body!.toString())).toEqual(['a', 'b']);
    expect(log.join('\n')).not.toContain(TOKEN);
  });
});
