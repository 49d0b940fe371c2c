/** Tells one run of a process from a later one that was given the same number. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { errorCode } from './storage-failure.ts';

/** When the process began, as an opaque text; null if it runs but that cannot be told; 'gone' if there is no such process. */
export async function processStart(pid: number): Promise<string | null> {
  if (!isRunning(pid)) return 'gone';
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return null;
  return new Promise((resolve) => {
    // Written in the zone and language of who asks: a later start that has others would take the same process for another one.
    const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C' };
    execFile('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { timeout: 2000, env }, (error, out) => {
      resolve(error === null && out.trim() !== '' ? out.trim() : null);
    });
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM'; // It runs, as another user.
  }
}

/** proc(5): state and start time (ticks since boot) are the 3rd and 22nd field; the 2nd may hold spaces and brackets. */
async function linuxStart(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return 'gone'; // Ended, only not yet collected by its parent.
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1');
    return `${boot.trim()}/${fields[19] ?? ''}`;
  } catch {
    return isRunning(pid) ? null : 'gone';
  }
}
