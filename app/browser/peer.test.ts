/** Another user of this computer may read the token on the browser's command line; it opens nothing for him. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDocuments } from '../documents.ts';
import { createDownloads } from './downloads.ts';
import { userIn } from './peer.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

let server: RunningServer;
let refused: string[];
beforeEach(async () => {
  refused = [];
  const respond = { remoteImage: async () => null, downloads: createDownloads(), documents: createDocuments() };
  server = await startServer(0, { root: tmpdir(), respond, onWindow: () => undefined, onMirror: () => undefined, onRefused: (reason) => refused.push(reason) });
});
afterEach(() => server.close());

const NOBODY = 65_534;

/** What a program of that user is answered. `host`: the address it connects to. */
function ask(path: string, user: number | undefined, host = '127.0.0.1', localAddress = ''): Promise<string> {
  const from = localAddress && `localAddress: '${localAddress}',`;
  // Whoever may not read this folder cannot start from it: the rights are given up once the program runs.
  const become = user === undefined ? '' : `process.setgid(${user}); process.setuid(${user});`;
  const script = `${become} require('node:http').request({ host: '${host}', ${from} port: ${server.port}, path: '${path}', headers: { host: '127.0.0.1:${server.port}' } },
    (answer) => { console.log(answer.statusCode, Boolean(answer.headers['set-cookie'])); answer.resume(); }).end()`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', script], { cwd: '/' });
    let said = '';
    child.stdout.on('data', (part: Buffer) => { said += part.toString(); });
    child.on('error', reject);
    child.on('close', () => resolve(said.trim()));
  });
}

test('a token opens nothing for another user, and stays good for the one it is meant for', async () => {
  const path = `/?token=${server.access.issueToken()}`;
  // Only root can become somebody else, and only Linux tells who is there; elsewhere the one who asks is ourselves.
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    expect(await ask(path, NOBODY)).toBe('403 false');
    expect(await ask(path, NOBODY, '::ffff:127.0.0.1')).toBe('403 false');
    expect(await ask(path, NOBODY, '127.0.0.1', '127.0.0.2')).toBe('403 false');
    expect(refused).toEqual(['user', 'user', 'user']);
  }
  expect(await ask(path, undefined)).toBe('303 true');
});

test('the user of the other end is found by both ends', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1267 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0
   1: 0100007F:1267 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 2 1 0 20 4 30 10 -1
   2: 0200007F:D431 0100007F:1267 01 00000000:00000000 00:00000000 00000000  1002        0 3 1 0 20 4 30 10 -1
   3: 0100007F:D431 0100007F:1267 01 00000000:00000000 00:00000000 00000000  1001        0 4 1 0 20 4 30 10 -1
`;
  const ends = { remoteAddress: '127.0.0.1', remotePort: 0xd431, localAddress: '127.0.0.1', localPort: 0x1267 };
  expect(userIn(table, ends)).toBe(1001);
  expect(userIn(table, { ...ends, remoteAddress: '127.0.0.2' })).toBe(1002);
  expect(userIn(table, { ...ends, remotePort: 1 })).toBeUndefined();
  expect(userIn('', ends)).toBeUndefined();
});
