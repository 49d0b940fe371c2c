/** Words of whoever sits in between, meant for the user's eyes: before encryption none is shown; afterwards they are inert text. */
import { describe, expect, test } from 'vitest';
import { loggedIn, failureOf, opened, serve } from '../setup.ts';
import { expectHonest, expectUnharmed, play, setStage } from './stage.ts';

setStage();

const TEXT = 'bAjdyeKO call 555-0100';
const CODES = ['', '[ALERT] ', '[PARSE] ', '[BADCHARSET (kkgIhdNV)] ', '[TRYCREATE] ', '[UNSEEN 3] ', '[X-ODD a "b" (c)] '];

describe('the greeting', () => {
  test.each(CODES)('OK %s', async (code) => {
    const outcome = await play({ greeting: `* OK ${code}${TEXT}\r\n` });
    expectUnharmed(outcome, TEXT);
    await expectHonest(outcome);
    expect(outcome.alerts).toEqual([]);
  });

  test.each(['NO', 'BAD', 'BYE', 'PREAUTH'].flatMap((word) => CODES.map((code) => [word, code] as const)))('%s %s', async (word, code) => {
    const outcome = await play({ greeting: `* ${word} ${code}${TEXT}\r\n` });
    expectUnharmed(outcome, TEXT, 'bAjdyeKO', '555', 'kkgIhdNV');
    expect(outcome).toMatchObject({ session: null, alerts: [], clear: [], failure: { step: 'imap-connect' } });
    expect(outcome.failure!.detail).toBeUndefined();
  });

  test.each([
    ['a tagged OK', 'XYZ OK 6Iy0xHRr\r\n'],
    ['an unknown word', '* HELLO 6Iy0xHRr\r\n'],
    ['a line of its own before it', 'Ac3cXIo1 rJzgnVlo\r\n* OK 6Iy0xHRr\r\n'],
    ['a continuation', '+ 6Iy0xHRr\r\n'],
    ['a mailbox', '* LIST () "/" 6Iy0xHRr\r\n'],
    ['a page', 'HTTP/1.1 200 OK\r\n\r\n<html>6Iy0xHRr\r\n'],
    ['another protocol', '220 6Iy0xHRr ESMTP\r\n'],
  ])('%s is none', async (_, greeting) => {
    const outcome = await play({ greeting });
    expectUnharmed(outcome, '6Iy0xHRr');
    expect(outcome).toMatchObject({ session: null, clear: [], failure: { code: 'protocol' } });
  });
});

describe('once the line can be trusted', () => {
  test('an alert is text, without controls, direction marks or a length that hurts', async () => {
    const alerts: string[] = [];
    const { session, server } = await loggedIn(async (line) => {
      const tag = await line.command('NOOP');
      line.send(`* OK [ALERT] <b>a</b>\u0007\u001b[31m \xe2\x80\xae ${'x'.repeat(5000)}\r\n${tag} OK\r\n`);
    }, { onAlert: (text) => alerts.push(text) }, { capabilities: 'IMAP4rev1 SASL-IR' });
    await session.noop();
    await server.done();
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(alerts[0]!.length).toBeLessThanOrEqual(500);
    expect(alerts[0]).toContain('<b>a</b>');
  });

  test('a refusal is told with the words of the server as detail', async () => {
    const server = await serve(async (line) => {
      line.send('* BYE [ALERT] closed until\u0007 Monday\r\n');
      await line.hungUp();
    });
    expect(await failureOf(opened(server))).toMatchObject({ code: 'server-bye', detail: 'closed until Monday' });
  });
});
