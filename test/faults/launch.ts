/** Starts the engine for a fault test with a quick clock: in this process, or in one that can be killed. */
import { randomBytes } from 'node:crypto';
import { startEngine } from '../../main/engine.ts';
import type { Log, SecretStore } from '../../main/ports.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { crashedDisk, type Disk } from '../support/engine-harness.ts';
import { closeJournals } from '../support/journal-handles.ts';
import { quickClock } from './quick-clock.ts';

/** Milliseconds of silence after which a line is dead here. */
const PATIENCE = 250;

export interface EngineLines { mirror: Transport; window: Transport; log: Log }
export interface Launched {
  stop(): Promise<void>;
  /** Another line to the mirror, in place of the one before. */
  connectMirror?(line: Transport): void;
  /** Nothing is closed or written any more. Answers the disk as it was left. */
  kill(disk: Disk): Promise<Disk>;
}
/** `dies`: milliseconds of its start after which it is killed, where that can be; null if that was before it was up. */
export type Launch = (disk: Disk, lines: EngineLines, dies?: number) => Promise<Launched | null>;

export async function runEngine(profile: string, secrets: Pick<SecretStore, 'get' | 'set' | 'delete'>, { mirror, window, log }: EngineLines): Promise<Omit<Launched, 'kill'> & { halt(): void }> {
  const clock = quickClock();
  let connectMirror: (transport: Transport) => void = () => {};
  const engine = await startEngine({
    profile,
    host: 'browser',
    version: '0.0.0-test',
    platform: 'test',
    secrets: { describe: () => ({ note: 'for a test', weak: true }), get: (name) => secrets.get(name), set: (name, value) => secrets.set(name, value), delete: (name) => secrets.delete(name) },
    clock,
    random: (n) => new Uint8Array(randomBytes(n)),
    desktop: { openLink: () => Promise.resolve(), saveFile: () => Promise.resolve(null), badge: () => {}, show: () => {} },
    demo: { start: () => Promise.reject(new Error('no demo here')) },
    log,
    deadlines: { connect: 4 * PATIENCE, silence: PATIENCE },
    mirror: { onConnect: (listener) => { connectMirror = listener; } },
  });
  connectMirror(mirror);
  engine.attach(window, 'test window');
  return {
    connectMirror: (line) => connectMirror(line),
    halt: () => clock.stop(),
    async stop() {
      await engine.stop();
      clock.stop();
    },
  };
}

/** Its death is played: nothing gets onto the disk any more, which is then copied, no timer runs, and nobody hears what it says. The caller closes the lines and cuts the connections. */
export const launchHere: Launch = async (disk, lines) => {
  let dead = false;
  const engine = await runEngine(disk.profile, {
    get: (name) => Promise.resolve(disk.secrets.get(name)),
    set: (name, value) => Promise.resolve(void disk.secrets.set(name, value)),
    delete: (name) => Promise.resolve(void disk.secrets.delete(name)),
  }, { ...lines, log: (...line) => { if (!dead) lines.log(...line); } });
  return {
    stop: () => engine.stop(),
    connectMirror: (line) => engine.connectMirror?.(line),
    async kill(last) {
      dead = true;
      engine.halt();
      await closeJournals(last.profile);
      return crashedDisk(last);
    },
  };
};
