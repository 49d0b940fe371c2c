/** The limit: the same FETCH read from the socket and thrown away. */
import { connect } from 'node:net';

/** Everything a first sync asks of each message. */
export const FETCH_ITEMS = '(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)])';

/** Time from sending FETCH to its tagged answer. `keep` sees every octet of it. */
export function drain(port: number, keep?: (chunk: Buffer) => void): Promise<{ ms: number; bytes: number; messages: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let bytes = 0;
    let messages = 0;
    let started = 0;
    let tail = '';
    const steps = ['a LOGIN alice alice-pw', 'b SELECT INBOX', `c UID FETCH 1:* ${FETCH_ITEMS}`];
    const advance = () => {
      const line = steps.shift();
      if (line === undefined) return false;
      if (line.startsWith('c')) started = performance.now();
      socket.write(`${line}\r\n`);
      return true;
    };
    let greeted = false;
    socket.on('data', (chunk: Buffer) => {
      if (started > 0) {
        bytes += chunk.length;
        keep?.(chunk);
      }
      // Only the end of what came can be a tagged line.
      tail = (tail + chunk.subarray(-512).toString('latin1')).slice(-512);
      if (!greeted) {
        greeted = tail.includes('* OK');
        if (greeted) advance();
        return;
      }
      const tagged = /(?:^|\r\n)([abc]) (OK|NO|BAD)[^\r\n]*\r\n$/.exec(tail);
      if (!tagged) return;
      messages = Number(/\* (\d+) EXISTS/.exec(chunk.toString('latin1', 0, 4096))?.[1] ?? messages);
      if (tagged[2] !== 'OK') return void socket.destroy(new Error(tagged[0].trim()));
      tail = '';
      if (advance()) return;
      const ms = performance.now() - started;
      socket.destroy();
      resolve({ ms, bytes, messages });
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed early')));
  });
}
