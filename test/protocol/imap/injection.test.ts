/** Text from users, servers and hostile mail in every argument of every command: refused with invalid-input or carried as one string, and never a line or a word of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../../shared/failure.ts';
import { uidCopy } from '../../../main/imap/commands/copy.ts';
import type { Session } from '../../../main/imap/session.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { ARGUMENTS, SHARED, WITHOUT_TEXT, type Argument } from './command-arguments.ts';
import { tokensOf, withoutCharset, type SentPiece, type SentToken } from './sent-shape.ts';
import { failureOf, opened, serve } from './setup.ts';

const FOLDER = new URL('../../../main/imap/commands/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => name.slice(0, -3));

const EVERYTHING = `IMAP4rev1 LITERAL+ SASL-IR ENABLE IDLE UIDPLUS MOVE CONDSTORE QRESYNC ESEARCH BINARY MULTIAPPEND CATENATE URLAUTH URLAUTH=BINARY REPLACE UTF8=ACCEPT NOTIFY METADATA ACL QUOTA QUOTASET
  LIST-EXTENDED LIST-STATUS LIST-METADATA LIST-MYRIGHTS SPECIAL-USE CREATE-SPECIAL-USE STATUS=SIZE SORT SORT=DISPLAY ESORT THREAD=REFERENCES MULTISEARCH CONTEXT=SEARCH CONTEXT=SORT SEARCH=FUZZY WITHIN SAVEDATE OBJECTID PREVIEW PARTIAL X-GM-EXT-1`.replace(/\s+/gu, ' ');

/** Each line break would begin a command of its own. */
const LINES = ['x\r\nzz DELETE INBOX', 'x\nzz DELETE INBOX', 'x\rzz DELETE INBOX', 'x\0y', '\r\n', 'x {3}\r\nabc', 'x {3+}\r\nabc\r\nzz LOGOUT'];
const TRICKS = [
  'a"b\\c', '" zz DELETE INBOX "', '{10}', '{10+}', '~{4+}', 'a {3}', 'a {3+}', '\\', '"', '\\"', 'a)', ')(', '(', ']', '] zz', '[', '*', '%', '\\*', ' ', 'a b', 'a) UID STORE 1 (\\Deleted',
  'ü', '\xff', '\xc3', '€', '😀', '\ud800', '\u2028', '\x7f', '\t', '\x1b', 'x'.repeat(3000), 'NIL', '&AOQ-', '&',
];

/** Logged in from the start; every command is heard to its end and refused. */
async function playAnything(line: ScriptLine, commands: SentPiece[][]): Promise<void> {
  line.send(`* PREAUTH [CAPABILITY ${EVERYTHING}] go\r\n`);
  for (;;) {
    const pieces: SentPiece[] = [];
    for (;;) {
      const text = await line.line();
      pieces.push({ text });
      const literal = /\{(\d+)(\+?)\}$/u.exec(text);
      if (literal === null) break;
      if (literal[2] === '') line.send('+ go\r\n');
      pieces.push({ literal: (await line.literal(Number(literal[1]))).toString('latin1') });
    }
    commands.push(pieces);
    const [tag, name, what] = (pieces[0] as { text: string }).text.split(' ');
    if (name === 'ENABLE' && what !== undefined && /^(?:CONDSTORE|UTF8=ACCEPT)$/u.test(what)) line.send(`* ENABLED ${what}\r\n${tag} OK\r\n`);
    else line.send(`${tag} BAD no\r\n`);
  }
}

interface Ground {
  /** What was sent for it: null where it was refused as invalid input. */
  sent(argument: Argument, text: string): Promise<SentToken[] | null>;
}

async function prepare(enable: readonly string[]): Promise<Ground> {
  const commands: SentPiece[][] = [];
  const server = await serve((line) => playAnything(line, commands));
  const session: Session = await opened(server, { enable });
  await session.noop().catch(() => undefined);
  return {
    async sent(argument, text) {
      commands.length = 0;
      let refused = '';
      try {
        await session.run(argument.make(text));
      } catch (error) {
        if (error instanceof FailureError) refused = error.failure.code;
      }
      // Whatever else was smuggled onto the line has been answered as well by now.
      await session.noop().catch(() => undefined);
      const last = commands.pop();
      expect(tokensOf(last!).slice(1)).toEqual([{ kind: 'word', value: 'NOOP' }]);
      if (commands.length === 0) {
        expect(refused, 'refused without an error that says so').toBe('invalid-input');
        return null;
      }
      expect(commands.length, 'commands that were sent').toBe(1);
      return withoutCharset(tokensOf(commands[0]!).slice(1));
    },
  };
}

/** As the command with the harmless text, but for that text. */
function expectSameShape(sent: readonly SentToken[], plain: readonly SentToken[], harmless: string, text: string): void {
  expect(sent.map(({ kind }) => kind)).toEqual(plain.map(({ kind }) => kind));
  for (const [index, token] of sent.entries()) {
    const before = plain[index]!;
    if (!before.value.toUpperCase().includes(harmless.toUpperCase())) expect(token.value).toBe(before.value);
    else if (token.kind === 'string' && before.value === harmless && /^[\0-\x7f]*$/u.test(text) && !text.includes('&')) expect(token.value).toBe(text);
  }
}

test('every command is in the table, and nothing else', () => {
  expect([...Object.keys(ARGUMENTS), ...WITHOUT_TEXT, ...SHARED].sort()).toEqual([...files].sort());
  for (const name of WITHOUT_TEXT) expect(readFileSync(new URL(`${name}.ts`, FOLDER), 'utf8'), name).not.toMatch(/CommandWriter/u);
  for (const name of SHARED) expect(readFileSync(new URL(`${name}.ts`, FOLDER), 'utf8'), name).not.toMatch(/^export (?:const|function) \w+[^]*?: Command</mu);
});

describe.each(Object.keys(ARGUMENTS))('%s', (file) => {
  test.each(Object.keys(ARGUMENTS[file]!))('%s', async (name) => {
    const argument = ARGUMENTS[file]![name]!;
    const harmless = argument.harmless ?? 'abc';
    for (const enable of [['CONDSTORE'], ['UTF8=ACCEPT']]) {
      const ground = await prepare(enable);
      // Header fields of an APPEND are UTF-8 only by agreement.
      const plain = await ground.sent(argument, harmless).catch((error: unknown) => error);
      if (plain instanceof Error) {
        expect([name, enable[0]]).toEqual(['UTF-8 content', 'CONDSTORE']);
        continue;
      }
      expect(plain).not.toBeNull();
      for (const text of LINES) {
        const sent = await ground.sent(argument, text);
        if (argument.content === true && sent !== null) expectSameShape(sent, plain as SentToken[], harmless, text);
        else expect(sent, `${JSON.stringify(text)} was sent`).toBeNull();
      }
      for (const text of TRICKS) {
        const sent = await ground.sent(argument, text);
        if (sent !== null) expectSameShape(sent, plain as SentToken[], harmless, text);
      }
    }
  });
});

test('sets of messages are numbers', async () => {
  const ground = await prepare([]);
  for (const set of [[[0, 1]], [[2, 1]], [[1, 2 ** 32]], [[1.5, 2]], [[Number.NaN, 1]], []] as [number, number][][]) {
    expect(await ground.sent({ make: () => uidCopy(set, 'A') }, '')).toBeNull();
  }
});

test('a session refuses before anything is sent', async () => {
  const commands: SentPiece[][] = [];
  const server = await serve((line) => playAnything(line, commands));
  const session = await opened(server, { enable: [] });
  expect((await failureOf(session.status('x\r\nzz DELETE INBOX'))).code).toBe('invalid-input');
  expect((await failureOf(session.select('x\0'))).code).toBe('invalid-input');
  expect(commands).toEqual([]);
});
