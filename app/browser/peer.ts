/** Whose program is at the other end of a connection from this computer: that of another user has nothing to look for here. */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

type Ends = Pick<Socket, 'remoteAddress' | 'remotePort' | 'localPort'>;

/** Linux says whose a connection is (proc(5), /proc/net/tcp); elsewhere, and where it cannot be read, nobody is turned away for it. */
export function isOtherUser({ remoteAddress, remotePort, localPort }: Ends, own = process.getuid?.(), read = readTable): boolean {
  if (own === undefined || remoteAddress !== '127.0.0.1' || remotePort === undefined || localPort === undefined) return false;
  const uid = uidOf(read(), remotePort, localPort);
  // What root forwards comes from our user as well (WSL2, containers); and root needs no door.
  return uid !== undefined && uid !== own && uid !== 0;
}

const readTable = (): string => {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/net/tcp', 'latin1') : '';
  } catch {
    return ''; // hidepid, or a sandbox without /proc: no answer
  }
};

/** The row of the other end: what is remote to us is local to it. */
function uidOf(table: string, from: number, to: number): number | undefined {
  const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');
  const row = new RegExp(` 0100007F:${hex(from)} 0100007F:${hex(to)} (?:\\S+ +){4}(\\d+)`, 'u').exec(table);
  return row?.[1] === undefined ? undefined : Number(row[1]);
}
