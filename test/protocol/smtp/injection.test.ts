/** Hostile strings from the compose window down to the wire: exactly the shown recipients are named, and no line is anyone else's. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { composeMessage } from '../../../main/smtp/compose-message.ts';
import { submit } from '../../../main/smtp/submission.ts';
import { FailureError } from '../../../shared/failure.ts';
import { startSmtpScript, type RunningScript } from '../../support/smtp-script.ts';

let server: RunningScript;
beforeEach(async () => { server = await startSmtpScript({ extensions: ['PIPELINING', 'SMTPUTF8', 'SIZE 10000000'] }); });
afterEach(() => server.stop());

const access = (): Parameters<typeof submit>[0] => ({ server: { host: '127.0.0.1', port: server.port, security: 'none', user: 'a@example.org' }, credentials: { kind: 'password', password: 'p' }, plainConfirmed: false, deadlineMs: 5000 });
const EVIL = 'evil@example.net';

describe('envelopes', () => {
  test.each([
    `d@example.com>\r\nRCPT TO:<${EVIL}`, `d@example.com\r\nRCPT TO:<${EVIL}>`, `d@example.com> SIZE=1\nRCPT TO:<${EVIL}`, `<${EVIL}>`, `d@example.com,${EVIL}`, `${EVIL} d@example.com`,
    ` d@example.com`, `d@example.com `, 'd@example.com\0', `d@example.com> ORCPT=rfc822;${EVIL}`, `"d>"@example.com`, '', 'd', 'd@', '@example.com',
  ])('%j as recipient or sender is refused before a connection is made', async (address) => {
    for (const envelope of [{ from: 'a@example.org', to: ['ok@example.com', address] }, { from: address, to: ['ok@example.com'] }]) {
      const error = await submit(access(), { raw: Buffer.from('Subject: x\r\n\r\nx\r\n'), envelope }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(FailureError);
      expect((error as FailureError).failure.code).toBe('invalid-input');
    }
    expect(server.connections).toBe(0);
  });
  test('a quoted local part stays one address', async () => {
    const odd = `"${EVIL} d"@example.com`;
    await submit(access(), { raw: Buffer.from('Subject: x\r\n\r\nx\r\n'), envelope: { from: 'a@example.org', to: [odd] } });
    expect(server.lines.filter((line) => line.startsWith('RCPT'))).toEqual([`RCPT TO:<${odd}>`]);
  });
});

describe('message octets', () => {
  test.each([
    ['a lone dot', 'x\r\n.\r\nMAIL FROM:<evil@example.net>\r\n'],
    ['bare line feeds', 'x\n.\nMAIL FROM:<evil@example.net>\n'],
    ['bare carriage returns', 'x\r\n.\rMAIL FROM:<evil@example.net>\r.\r\n'],
    ['mixed', 'x\r.\r\nRCPT TO:<evil@example.net>\n.\r\r\n'],
    ['no line end', '.'],
    ['dots only', '.\r\n..\r\n...\r\n'],
  ])('%s cannot end the message early', async (_, body) => {
    await submit(access(), { raw: Buffer.from(`Subject: x\r\n\r\n${body}`), envelope: { from: 'a@example.org', to: ['d@example.com'] } });
    expect(server.lines.filter((line) => /^(?:MAIL|RCPT|DATA)/u.test(line))).toHaveLength(3);
    const lines = server.data.split('\r\n');
    expect(lines.indexOf('.')).toBe(lines.length - 2);
    expect(server.data.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });
});

test('what the compose window took is what the server is told', async () => {
  const shown = { to: [{ name: `n\r\nBcc: ${EVIL}`, address: 'd@example.com' }], cc: [{ name: `"${EVIL}"`, address: 'e@example.com' }], bcc: [{ name: '', address: 'f@example.com' }] };
  const composed = await composeMessage({ ...shown, subject: `s\r\nBcc: ${EVIL}`, text: `\r\n.\r\nRCPT TO:<${EVIL}>`, inReplyTo: `<a@b>\r\nBcc: ${EVIL}`, references: [`<${EVIL}>\r\nBcc: ${EVIL}`] },
    { name: `a\nBcc: ${EVIL}`, address: 'a@example.org' }, { messageId: '<x@example.org>', date: new Date() });
  await submit(access(), composed);
  expect(server.lines.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<d@example.com>', 'RCPT TO:<e@example.com>', 'RCPT TO:<f@example.com>']);
  const head = server.data.slice(0, server.data.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/gu, ' ');
  expect(head.split('\r\n').map((line) => line.split(':')[0])).toEqual(['From', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'Content-Transfer-Encoding', 'MIME-Version', 'Content-Type']);
});
