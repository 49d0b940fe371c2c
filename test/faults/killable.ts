/** The engine in a process of its own, for a real kill -9; its mirror and its window live here. */
import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '../../shared/ipc/transport.ts';
import type { LogLevel } from '../../main/ports.ts';
import { bundledEngine } from './engine-bundle.ts';
import type { Launch } from './launch.ts';

export type LineName = 'mirror' | 'window';
export type Crossing =
  | { line: LineName; message: unknown }
  | { log: LogLevel; event: string; details: Readonly<Record<string, string | number | boolean | null>> }
  | { awake: true }
  | { ready: true }
  | { stop: true };

const PATIENCE = 20_000;

/** A line over the channel between the two processes. */
export class ChannelLine implements Transport {
  readonly #send: (message: unknown) => void;
  #listener: ((message: unknown) => void) | null = null;
  #waiting: unknown[] = [];

  constructor(send: (message: unknown) => void) {
    this.#send = send;
  }

  post(message: unknown): void { this.#send(message); }
  hear(message: unknown): void {
    if (this.#listener) this.#listener(message);
    else this.#waiting.push(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener;
    for (const message of this.#waiting.splice(0)) listener(message);
  }

  // The other end goes with its process, and this one's with it.
  onClose(): void {}
  close(): void {}
  buffered(): number { return 0; }
}

export const launchApart: Launch = async (disk, { mirror, window, log }, dies) => {
  const child = fork(await bundledEngine(), [disk.profile], {
    serialization: 'advanced',
    // A thousand starts: compiled once.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'godwit-faults-compiled') },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const send = (crossing: Crossing): void => {
    // The rest of what is on its way to a dead process is nobody's.
    if (child.connected) child.send(crossing, () => undefined);
  };
  const ready = Promise.withResolvers<void>();
  let death: NodeJS.Timeout | undefined;
  child.on('message', (raw) => {
    const crossing = raw as Crossing;
    if ('line' in crossing) (crossing.line === 'mirror' ? mirror : window).post(crossing.message);
    else if ('log' in crossing) log(crossing.log, crossing.event, crossing.details);
    else if ('awake' in crossing && dies !== undefined) death = setTimeout(() => child.kill('SIGKILL'), dies);
    else if ('ready' in crossing) ready.resolve();
  });
  child.on('error', () => undefined);
  mirror.onMessage((message) => send({ line: 'mirror', message }));
  window.onMessage((message) => send({ line: 'window', message }));
  const timer = setTimeout(() => ready.reject(new Error('the engine process does not come up')), PATIENCE);
  void gone.then(() => (death === undefined ? ready.reject(new Error('the engine process ended at its start')) : ready.resolve()));
  await ready.promise.finally(() => {
    clearTimeout(timer);
    // Quicker than its death.
    if (child.exitCode === null && child.signalCode === null) clearTimeout(death);
  });
  if (child.signalCode !== null) return null;
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return {
    async stop() {
      send({ stop: true });
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone.finally(() => clearTimeout(late));
    },
    async kill(left) {
      await end();
      return left;
    },
  };
};
