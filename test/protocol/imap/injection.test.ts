/** Text from users and hostile mail in every argument: refused with invalid-input or quoted, and never a line of its own. */
import { describe, expect, test } from 'vitest';
import type { Session } from '../../../main/imap/session.ts';
import { startScriptServer } from '../../support/script-server.ts';
import { failureOf, opened, playLogin, playSelect } from './setup.ts';

const EVIL = ['x\r\nzz DELETE INBOX', 'x\nzz DELETE INBOX', 'x\rzz DELETE INBOX', 'x\0y'] as const;

/** Argument → what is called with it. */
const CALLS: Record<string, (session: Session, text: string) => Promise<unknown>> = {
  select: (session, text) => session.select(text),
  status: (session, text) => session.status(text),
  'append mailbox': (session, text) => session.append(text, Buffer.from('a'), { flags: [] }),
  'append flag': (session, text) => session.append('A', Buffer.from('a'), { flags: [text] }),
  'store flag': (session, text) => session.uidStore([[1, 1]], { action: 'add', flags: [text] }),
  'store modseq': (session, text) => session.uidStore([[1, 1]], { action: 'add', flags: [], unchangedSince: text }),
  copy: (session, text) => session.uidCopy([[1, 1]], text),
  move: (session, text) => session.uidMove([[1, 1]], text),
  'search text': (session, text) => session.uidSearch({ text }),
  'search subject': (session, text) => session.uidSearch({ not: { subject: text } }),
  'search header field': (session, text) => session.uidSearch({ header: { field: text, value: 'a' } }),
  'search header value': (session, text) => session.uidSearch({ header: { field: 'Message-ID', value: text } }),
  'fetch header field': (session, text) => session.uidFetch([[1, 1]], { headerFields: [text] }, {}, () => undefined),
  'fetch section': (session, text) => session.uidFetch([[1, 1]], { sections: [{ section: text }] }, {}, () => undefined),
  'fetch since': (session, text) => session.uidFetch([[1, 1]], { flags: true }, { changedSince: text }, () => undefined),
};

async function played(call: (session: Session) => Promise<unknown>): Promise<string[]> {
  const server = await startScriptServer(async (line) => {
    await playLogin(line);
    await playSelect(line);
    for (;;) {
      const text = await line.line();
      const literal = /\{(\d+)(\+?)\}$/u.exec(text);
      if (literal === null) line.send(`${text.split(' ')[0]} BAD no\r\n`);
      else {
        if (literal[2] === '') line.send('+ go\r\n');
        await line.literal(Number(literal[1]));
      }
    }
  });
  const session = await opened(server);
  await session.select('INBOX');
  const before = server.heard.length;
  await call(session);
  session.destroy();
  await server.stop();
  await server.done().catch(() => undefined); // the script ends by the client hanging up
  return server.heard.slice(before);
}

describe('CR, LF and NUL', () => {
  test.each(Object.keys(CALLS))('in %s', async (name) => {
    for (const text of EVIL) {
      const heard = await played(async (session) => expect((await failureOf(CALLS[name]!(session, text))).code).toBe('invalid-input'));
      expect(heard).toEqual([]);
    }
  });
});

describe('quotes, backslashes, literal headers, brackets', () => {
  const TRICKS = ['a"b\\c', '" zz DELETE INBOX "', '{10}', '{10+}', '~{4+}', 'a {3}', '\\', '"', 'a)', ')(', ']', '] zz', '*', '%', '\\*'];
  test.each(['select', 'status', 'copy', 'move', 'search text', 'search subject', 'search header value'])('%s: one quoted string', async (name) => {
    for (const text of TRICKS) {
      const heard = await played((session) => CALLS[name]!(session, text).catch(() => undefined));
      expect(heard.length).toBe(1);
      expect(heard[0]).toContain(`"${text.replace(/["\\]/gu, '\\$&')}"`);
    }
  });
  test.each(['append flag', 'store flag', 'fetch header field', 'fetch section', 'store modseq', 'fetch since'])('%s: refused', async (name) => {
    for (const text of ['a"b', '(', ')', '{10+}', 'a b', '', '*', '] BODY[']) {
      const heard = await played(async (session) => expect((await failureOf(CALLS[name]!(session, name === 'fetch section' && text === '' ? '1.' : text))).code).toBe('invalid-input'));
      expect(heard).toEqual([]);
    }
  });
  test('text that is not ASCII goes as counted octets', async () => {
    const heard = await played((session) => session.uidSearch({ text: 'ü {5+} "' }).catch(() => undefined));
    expect(heard[0]).toMatch(/TEXT \{9\+\}$/u);
    expect(Buffer.from(heard[1]!, 'latin1').toString('utf8')).toBe('ü {5+} "');
    expect(heard[2]).toBe('');
  });
});

test('sets of messages are numbers', async () => {
  for (const set of [[[0, 1]], [[2, 1]], [[1, 2 ** 32]], [[1.5, 2]], [[Number.NaN, 1]]] as [number, number][][]) {
    const heard = await played(async (session) => expect((await failureOf(session.uidCopy(set, 'A'))).code).toBe('invalid-input'));
    expect(heard).toEqual([]);
  }
});
