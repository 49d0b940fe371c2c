/** The processes of the wire benchmark: each side alone in one of its own, the server in another. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { poolFlag } from '../../app/v8-threads.mjs';
import type { Spent } from './wire-client.ts';

export type Side = 'ours' | 'imapflow' | 'literal';

/** Runs one client to its end, with as many threads of V8 as the application has. */
export async function spend(side: Side, port: number, count: number, watched: boolean, file = ''): Promise<Spent> {
  const child = fork(join(import.meta.dirname, 'wire-client.ts'), [side, String(port), String(count), watched ? 'watched' : 'alone', file], { execArgv: [poolFlag, '--expose-gc'] });
  return await firstMessage<Spent>(child);
}

/** A server that answers every FETCH with the octets of a file. */
export async function startReplay(file: string, count: number): Promise<{ port: number; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'wire-replay.ts'), [file, String(count)]);
  const { port } = await firstMessage<{ port: number }>(child);
  return { port, stop: () => child.disconnect() };
}

function firstMessage<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a process of the benchmark ended with ${code}`)));
  });
}
