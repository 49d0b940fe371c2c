/** Hands one message to an LMTP server (RFC 2033), as the last hop of a real delivery does. */
import { connect } from 'node:net';

/** Rejects with the server's words if it refuses a recipient or the message. */
export async function deliverByLmtp(port: number, from: string, recipients: readonly string[], raw: string | Uint8Array): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const answers = replies(socket);
  const expect = async (code: string, what: string) => {
    const reply = await answers.next();
    if (reply.done || !reply.value.startsWith(code)) throw new Error(`LMTP ${what}: ${reply.done ? 'connection closed' : reply.value}`);
  };
  const ask = async (line: string, code: string) => {
    socket.write(`${line}\r\n`);
    await expect(code, line);
  };
  try {
    await expect('220', 'greeting');
    await ask('LHLO localhost', '250');
    await ask(`MAIL FROM:<${from}>`, '250');
    for (const recipient of recipients) await ask(`RCPT TO:<${recipient}>`, '250');
    await ask('DATA', '354');
    socket.write(dotStuffed(Buffer.from(raw)));
    // RFC 2033 4.2: one reply for each recipient.
    for (const recipient of recipients) await expect('250', `delivery to ${recipient}`);
    socket.write('QUIT\r\n');
  } finally {
    socket.destroy();
  }
}

/** CRLF line ends, doubled leading dots (RFC 5321 4.5.2) and the closing dot. */
export function dotStuffed(raw: Buffer): Buffer {
  const text = raw.toString('latin1').replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
}

/** Whole replies, several lines joined. */
async function* replies(socket: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let pending = '';
  let reply = '';
  for await (const chunk of socket) {
    pending += chunk.toString('latin1');
    for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).trimEnd();
      pending = pending.slice(end + 1);
      reply += (reply === '' ? '' : '\n') + line;
      if (line[3] === '-') continue;
      yield reply;
      reply = '';
    }
  }
}
