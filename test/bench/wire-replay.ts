/** A process that plays an IMAP server and answers every FETCH with the recorded octets: `node wire-replay.ts FILE COUNT`. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const [file = '', count = ''] = process.argv.slice(2);
const recording = readFileSync(file);

function answer(tag: string, command: string): string | Buffer {
  const done = `${tag} OK done\r\n`;
  if (command.startsWith('CAPABILITY')) return `* CAPABILITY IMAP4rev1\r\n${done}`;
  if (command.startsWith('SELECT') || command.startsWith('EXAMINE')) {
    return `* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)\r\n* ${count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] v\r\n* OK [UIDNEXT ${Number(count) + 1}] n\r\n${tag} OK [READ-WRITE] done\r\n`;
  }
  if (command.startsWith('LIST')) return `* LIST () "/" INBOX\r\n${done}`;
  if (command.startsWith('UID FETCH')) return Buffer.concat([recording, Buffer.from(done)]);
  return done;
}

const server = createServer((socket) => {
  let text = '';
  socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const [tag = '', ...command] = text.slice(0, end).split(' ');
      text = text.slice(end + 2);
      socket.write(answer(tag, command.join(' ').toUpperCase()));
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.once('disconnect', () => process.exit(0));
