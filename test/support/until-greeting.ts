/** Waits until an IMAP server that was just started answers. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessGroup } from './process-group.ts';

/** Rejects after 15 s, or when the process has ended. */
export const untilGreeting = (port: number, group: ProcessGroup): Promise<void> => until(() => greets(port), `no greeting on port ${port}`, group);

/** For a port that says nothing before TLS. Rejects in the same way. */
export const untilListening = (port: number, group: ProcessGroup): Promise<void> => until(() => listens(port), `nobody listens on port ${port}`, group);

async function until(test: () => Promise<boolean>, complaint: string, group: ProcessGroup): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(20)) {
    if (await test()) return;
    if (!group.running()) throw new Error('the process ended');
  }
  throw new Error(`${complaint} within 15 s`);
}

const listens = (port: number) => new Promise<boolean>((resolve) => {
  const socket = connect(port, '127.0.0.1');
  socket.once('error', () => resolve(false));
  socket.once('connect', () => {
    socket.destroy();
    resolve(true);
  });
});

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
