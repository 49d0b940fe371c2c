import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { isOtherUser } from './peer.ts';

// As proc(5) shows them: the listening socket, our end of the connection (uid 1000), the other one's (uid 1001).
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1267 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 100 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1267 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 101 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:D431 0100007F:1267 01 00000000:00000000 02:00000A1B 00000000  1001        0 102 1 0000000000000000 20 4 30 10 -1
`;
const ends = { remoteAddress: '127.0.0.1', remotePort: 0xd431, localPort: 0x1267 };

test('a program of another user is known by its end of the connection', () => {
  expect(isOtherUser(ends, 1000, () => TABLE)).toBe(true);
  expect(isOtherUser(ends, 1001, () => TABLE)).toBe(false);
});

test('root, and who is not in the table, is not turned away', () => {
  expect(isOtherUser(ends, 1000, () => TABLE.replace(' 1001 ', '    0 '))).toBe(false);
  expect(isOtherUser({ ...ends, remotePort: 0xd432 }, 1000, () => TABLE)).toBe(false);
  expect(isOtherUser(ends, 1000, () => '')).toBe(false);
});

test('the table of this computer is read as it is', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const outgoing = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [incoming] = (await once(server, 'connection')) as [Socket];
  const own = process.getuid?.() ?? 0;
  expect(isOtherUser(incoming, own)).toBe(false);
  // Seen by somebody else it is a stranger's, unless it is root's; elsewhere nobody can tell.
  expect(isOtherUser(incoming, own + 1)).toBe(process.platform === 'linux' && own !== 0);
  outgoing.destroy();
  incoming.destroy();
  server.close();
});
