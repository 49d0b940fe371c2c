/** Whose program is at the other end of a connection on this computer. Linux tells it to everybody (proc(5), `/proc/net/tcp`); elsewhere nobody is told. */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { endianness } from 'node:os';

/** Both ends as the other one sees them: its address and port are the remote ones here. */
export type Ends = Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress' | 'localPort'>;

/** Before an address of IPv4 within one of IPv6, as the kernel writes it. */
const WITHIN = endianness() === 'LE' ? '0000000000000000FFFF0000' : '00000000000000000000FFFF';
const ROOT = 0;

/** The number of the user; undefined where the table does not name the connection. Pure. */
export function userIn(table: string, { remoteAddress = '', remotePort = 0, localAddress = '', localPort = 0 }: Ends): number | undefined {
  const [from, to] = [written(remoteAddress, remotePort), written(localAddress, localPort)];
  const ends = new Set([`${from} ${to}`, `${WITHIN}${from} ${WITHIN}${to}`]);
  for (const line of table.split('\n')) {
    const [, own = '', other = '', , , , , user] = line.trim().split(/\s+/u);
    if (ends.has(`${own} ${other}`)) return Number(user);
  }
  return undefined;
}

/** `0100007F:1267`: each number of the address in the order of this processor. */
function written(address: string, port: number): string {
  const octets = Buffer.from(address.split('.').map(Number));
  return `${(endianness() === 'LE' ? octets.reverse() : octets).toString('hex')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
}

/** Certainly the program of somebody else who uses this computer. The administrator reads everything here anyway, and forwards for others (WSL2, containers). */
export function isOtherUser(ends: Ends): boolean {
  if (process.platform !== 'linux') return false;
  for (const path of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const user = userIn(tableAt(path), ends);
    if (user !== undefined) return user !== ROOT && user !== process.getuid?.();
  }
  return false;
}

const tableAt = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // a sandbox without /proc: no answer, and nobody is turned away for it
  }
};
