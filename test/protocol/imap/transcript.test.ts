/** The wire log of whole sessions: no secret in any form, no contents unless asked for, and still of use. */
import { describe, expect, test } from 'vitest';
import type { Credentials } from '../../../main/sasl/credentials.ts';
import type { SessionOptions } from '../../../main/imap/session.ts';
import { transcript, type KeptTranscript } from '../../../main/imap/transcript.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { failureOf, loggedIn, opened, playSelect, serve } from './setup.ts';

const PASSWORD = 'tr0ub4dor & "3 \\ üßé';
const TOKEN = 'ya29.AbCdEfGhIjKl-mNoPqRsTuVwXyZ';
const password: Credentials = { kind: 'password', password: PASSWORD };
const token: Credentials = { kind: 'token', token: TOKEN };

/** Any six characters in a row of the secret, or of what it is in base64 wherever it stands in a longer text. */
function expectNothingOf(secret: string, log: string): void {
  const forms = [secret, Buffer.from(secret).toString('latin1'), Buffer.from(secret).toString('hex')];
  for (const before of ['', 'a', 'ab', '\0alice\0', 'user=alice\x01auth=Bearer ', 'n,a=alice,\x01host=x\x01auth=Bearer ']) {
    const encoded = Buffer.from(`${before}${secret}`).toString('base64');
    forms.push(encoded.slice(Math.ceil((Buffer.byteLength(before) * 4) / 3) + 1, encoded.length - 4));
  }
  for (const form of forms) {
    for (let at = 0; at + 6 <= form.length; at++) expect(log, `${form.slice(at, at + 6)} of ${form}`).not.toContain(form.slice(at, at + 6));
  }
}

/** Refuses every login and says again all it has heard. */
function parrot(mechanism: string, initial: boolean, secret: string): (line: ScriptLine) => Promise<void> {
  return async (line) => {
    const offers = mechanism === 'LOGIN command' ? '' : `AUTH=${mechanism} LOGINDISABLED`;
    line.send(`* OK [CAPABILITY IMAP4rev1 LITERAL+ ${initial ? 'SASL-IR ' : ''}${offers}] ready\r\n`);
    const heard: string[] = [];
    let challenges = CHALLENGES[mechanism] ?? [''];
    if (initial) challenges = challenges.slice(FIRST.has(mechanism) ? 1 : 0);
    let tag = '';
    for (;;) {
      const text = await line.line().catch(() => null);
      if (text === null) return;
      heard.push(text);
      tag ||= text.split(' ')[0]!;
      if (/\{\d+\+\}$/u.test(text)) continue;
      const challenge = mechanism === 'LOGIN command' || text === '*' ? undefined : challenges.shift();
      if (challenge !== undefined) {
        line.send(`+ ${challenge}\r\n`);
        continue;
      }
      // What was heard is one character per octet already.
      const said = [Buffer.from(secret).toString('latin1'), ...heard].join(' / ');
      line.send(`* NO ${said}\r\n* BAD ${encode(`\0alice\0${secret}`)} ${Buffer.from(secret).toString('hex')}\r\n${tag} NO [AUTHENTICATIONFAILED] ${said}\r\n`);
      tag = '';
    }
  };
}

const encode = (text: string): string => Buffer.from(text).toString('base64');
/** Mechanisms in which the client speaks first. */
const FIRST: ReadonlySet<string> = new Set(['PLAIN', 'XOAUTH2', 'OAUTHBEARER', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'NTLM']);
const CHALLENGES: Readonly<Record<string, string[]>> = {
  LOGIN: [encode('Username:'), encode('Password:')],
  'CRAM-MD5': [encode('<1.2@example.org>')],
  XOAUTH2: ['', encode('{"status":"401"}')],
  OAUTHBEARER: ['', encode('{"status":"invalid_token"}')],
  'SCRAM-SHA-1': ['', encode('r=nonsense,s=QSXCR+Q6sek8bf92,i=4096')],
  'SCRAM-SHA-256': ['', encode('r=nonsense,s=QSXCR+Q6sek8bf92,i=4096')],
  'DIGEST-MD5': [encode('realm="example.org",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8')],
};

describe.each([true, false])('failed logins, initial response %s', (initial) => {
  test.each(['LOGIN command', 'PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'DIGEST-MD5', 'NTLM', 'XOAUTH2', 'OAUTHBEARER'])('%s', async (mechanism) => {
    const credentials = /OAUTH/u.test(mechanism) ? token : password;
    for (const content of [false, true]) {
      const server = await serve(parrot(mechanism, initial, /OAUTH/u.test(mechanism) ? TOKEN : PASSWORD));
      const log = transcript({ content });
      const more: Partial<SessionOptions> = { credentials, allowDigestMd5: true, deadlineMs: 3000 };
      await failureOf(opened(server, more, { transcript: log }));
      const text = log.lines().join('\n');
      expectNothingOf(PASSWORD, text);
      expectNothingOf(TOKEN, text);
      expect(text).toMatch(/^C: g\d+ (?:LOGIN|AUTHENTICATE) …$/mu);
      expect(text).toMatch(/NO \[AUTHENTICATIONFAILED\]/u);
      for (const challenge of (CHALLENGES[mechanism] ?? []).filter((one) => one !== '')) expect(text).not.toContain(challenge);
    }
  });
});

describe('a whole session', () => {
  const whole = async (log: KeptTranscript): Promise<string> => {
    const { session, server } = await loggedIn(async (line) => {
      await playSelect(line);
      const fetch = await line.command(/^UID FETCH/u);
      line.send(`* 1 FETCH (UID 1 ENVELOPE (NIL "my private words" NIL NIL NIL NIL NIL NIL NIL NIL) BODY[] {16}\r\nmy private words)\r\n${fetch} OK done\r\n`);
      const search = await line.command(/^UID SEARCH/u);
      line.send(`* SEARCH 1\r\n${search} OK done\r\n`);
      const append = await line.expect(/^(\S+) APPEND "INBOX" \{16\}$/u);
      line.send('+ go\r\n');
      await line.literal(16);
      await line.expect('');
      line.send(`${append[1]} OK kept\r\n`);
    }, {}, { transcript: log, capabilities: 'IMAP4rev1 SASL-IR' });
    await session.select('INBOX');
    await session.uidFetch([[1, 1]], { envelope: true, sections: [{ section: '' }] }, {}, () => undefined);
    await session.uidSearch({ text: 'my private words' });
    await session.append('INBOX', Buffer.from('my private words'), { flags: [] });
    await server.done();
    return log.lines().join('\n');
  };

  test('shows every command and answer, but no contents', async () => {
    const text = await whole(transcript());
    expect(text).not.toContain('private');
    expect(text).toMatch(/C: g\d+ SELECT "INBOX"/u);
    expect(text).toMatch(/S: \* 1 FETCH \(\d+ octets\)/u);
    expect(text).toMatch(/C: g\d+ UID SEARCH .*TEXT "…"/u);
    expect(text).toMatch(/C: g\d+ APPEND "INBOX" \{16\}/u);
    expect(text).toMatch(/S: g\d+ OK kept/u);
  });

  test('and contents where they are asked for, but for what is sent as a stream', async () => {
    const text = await whole(transcript({ content: true }));
    expect(text.match(/my private words/gu)?.length).toBe(3);
    expect(text).not.toContain(Buffer.from('\0alice\0secret').toString('base64'));
  });
});
