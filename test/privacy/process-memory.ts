/** Memory and processor time of the application's processes, as Linux tells them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Most memory a process has held since `forgetPeak`, in octets; 0 if it is gone. */
export function peakMemory(pid: number): number {
  return field(pid, 'VmHWM');
}

export const memory = (pid: number): number => field(pid, 'VmRSS');

/** The peak is what is held now. */
export function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // It has ended: its peak no longer matters.
  }
}

/** Seconds of processor time so far. */
export function processorTime(pid: number): number {
  const words = read(`/proc/${pid}/stat`).replace(/^.*\) /su, '').split(' ');
  return (Number(words[11] ?? 0) + Number(words[12] ?? 0)) / 100;
}

/** The renderers of browsers started by this process. */
export function renderers(): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/u.test(name)) parents.set(Number(name), Number(read(`/proc/${name}/stat`).replace(/^.*\) /su, '').split(' ')[1] ?? 0));
  }
  const isOurs = (pid: number): boolean => {
    for (let at = pid, steps = 0; at > 1 && steps < 20; at = parents.get(at) ?? 0, steps++) if (at === process.pid) return true;
    return false;
  };
  return [...parents.keys()].filter((pid) => isOurs(pid) && read(`/proc/${pid}/cmdline`).includes('--type=renderer'));
}

function field(pid: number, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'mu').exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
