/** Waits until an IMAP server that was just started answers. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessGroup } from './process-group.ts';

/** Rejects after 15 s, or when the process has ended. */
export async function untilGreeting(port: number, group: ProcessGroup): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(20)) {
    if (await greets(port)) return;
    if (!group.running()) throw new Error('the process ended');
  }
  throw new Error(`no greeting on port ${port} within 15 s`);
}

const greets = (port: number) => new Promise<boolean>((resolve) => {
  const socket = connect(port, '127.0.0.1');
  const answer = (yes: boolean) => {
    socket.destroy();
    resolve(yes);
  };
  socket.setTimeout(3000, () => answer(false));
  socket.once('error', () => answer(false));
  socket.once('close', () => answer(false));
  socket.once('data', (bytes: Buffer) => answer(bytes.toString('latin1').startsWith('* OK')));
});
