/** A server started for a test, with everything it starts itself, and an end to all of it. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProcessGroup {
  readonly pid: number;
  /** False once the first process has ended. */
  running(): boolean;
  /** To every process of the group. */
  signal(name: NodeJS.Signals): void;
  /** SIGTERM, after `graceMs` SIGKILL; answers when no process of the group is left. */
  stop(graceMs?: number): Promise<void>;
}

const alive = new Set<number>();
process.on('exit', () => {
  for (const pid of alive) signalGroup(pid, 'SIGKILL');
});

/** Starts a program as leader of a new process group; its output goes to a file. */
export function startGroup(command: string, args: readonly string[], options: { cwd: string; log: string; env?: NodeJS.ProcessEnv }): ProcessGroup {
  const log = openSync(options.log, 'a');
  const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`cannot start ${command}`);
  alive.add(pid);
  child.unref();
  return {
    pid,
    running: () => child.exitCode === null && child.signalCode === null,
    signal: (name) => signalGroup(pid, name),
    async stop(graceMs = 500) {
      signalGroup(pid, 'SIGCONT');
      signalGroup(pid, 'SIGTERM');
      if (!(await gone(pid, graceMs))) {
        signalGroup(pid, 'SIGKILL');
        if (!(await gone(pid, 5000))) throw new Error(`${command}: processes of group ${pid} survive SIGKILL`);
      }
      alive.delete(pid);
    },
  };
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function gone(group: number, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(10)) {
    if (!groupHasProcess(group)) return true;
  }
  return !groupHasProcess(group);
}

/** Zombies that nobody has waited for yet do not count. */
export function groupHasProcess(group: number): boolean {
  return readdirSync('/proc').some((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    let stat: string;
    try {
      stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
    } catch {
      return false; // It ended between the two calls.
    }
    const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(processGroup) === group && state !== 'Z';
  });
}
