/** A few IMAP commands in clear to a server on loopback, for setting it up: no client is tested with this. */
import { connect } from 'node:net';

/** Sends one line after the other and waits for its OK. Rejects with the answer that was none. */
export function imapLines(port: number, lines: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    let next = 0;
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${lines[next - 1] ?? 'the connection'}`)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`closed after: ${heard.slice(-300)}`)));
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
      const answer = next === 0 ? /^\* OK.*\r\n/u.exec(heard) : new RegExp(`^x${next} (\\w+).*\\r\\n`, 'mu').exec(heard);
      if (answer === null) return;
      if (next > 0 && answer[1] !== 'OK') socket.destroy(new Error(`${lines[next - 1]}: ${answer[0]}`));
      else if (next === lines.length) {
        resolve();
        socket.destroy();
      } else socket.write(`x${next + 1} ${lines[next++]}\r\n`);
    });
  });
}
