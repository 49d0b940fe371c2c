/** Runs a server for a test as a child process without privileges: folder under /tmp, free ports, own certificates, and an end to all of it. */
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCertificates, type Certificates } from './certificates.ts';
import { freePorts } from './free-ports.ts';
import { startGroup, type ProcessGroup } from './process-group.ts';
import { giveTo, runAs, type RunAs } from './run-as.ts';
import { untilGreeting, untilListening } from './until-greeting.ts';

export interface Recipe {
  /** Short, it becomes part of a path: sockets have room for about 100 characters. */
  name: string;
  /** Writes the configuration and answers the command to run, privileges already dropped by `as.prefix`. Called once more if a port was taken. */
  prepare(place: Place): Promise<readonly string[]> | readonly string[];
  env?: NodeJS.ProcessEnv;
  /** What can only be done once it answers. */
  furnish?(place: Place): Promise<void>;
}

export interface Place {
  directory: string;
  /** imap and imaps. */
  ports: { imap: number; imaps: number };
  tls: Certificates;
  as: RunAs;
}

export interface ThrowAway extends Place {
  pid: number;
  /** What it printed. */
  logs(): string;
  /** Ends every process and removes the folder. Twice is fine. */
  stop(): Promise<void>;
}

const ATTEMPTS = 2;

/** Rejects with the server's words if it does not come up; then nothing is left of it. */
export async function startThrowAway(recipe: Recipe): Promise<ThrowAway> {
  const directory = await mkdtemp(`/tmp/gw-${recipe.name}-`);
  const log = join(directory, 'stderr.log');
  const remove = () => rmSync(directory, { recursive: true, maxRetries: 10, force: true });
  try {
    chmodSync(directory, 0o755);
    const as = await runAs();
    const tls = await makeCertificates(join(directory, 'tls'));
    for (let attempt = 1; ; attempt++) {
      const [imap = 0, imaps = 0] = await freePorts(2);
      const place: Place = { directory, ports: { imap, imaps }, tls, as };
      let group: ProcessGroup | undefined;
      try {
        const [command = '', ...args] = await recipe.prepare(place);
        giveTo(directory, as);
        group = startGroup(command, args, { cwd: directory, log, env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...recipe.env } });
        await untilGreeting(imap, group);
        await untilListening(imaps, group);
        await recipe.furnish?.(place);
        return running(place, group, log, remove);
      } catch (error) {
        await group?.stop();
        // A port found free may be taken a moment later by another test.
        if (attempt === ATTEMPTS) throw new Error(`${recipe.name} did not start: ${(error as Error).message}\n${textOf(log).slice(-4000)}`, { cause: error });
      }
    }
  } catch (error) {
    remove();
    throw error;
  }
}

function running(place: Place, group: ProcessGroup, log: string, remove: () => void): ThrowAway {
  let stopped = false;
  return {
    ...place,
    pid: group.pid,
    logs: () => textOf(log),
    async stop() {
      if (stopped) return;
      stopped = true;
      await group.stop();
      remove();
    },
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // It was not started.
  }
}
