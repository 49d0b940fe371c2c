/** Processor time by process, as Linux counts it: who works while something is measured. */
import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts in ticks of 10 ms. */
const TICK_MS = 10;

/** Milliseconds since each process began, by what it is: of those whose command line holds `needle`, and all below them. */
export function cpuBelow(needle: string): Map<string, number> {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/u.test(name)).flatMap((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      // The name may hold anything, so fields count from its closing parenthesis.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ms = (Number(fields[11]) + Number(fields[12])) * TICK_MS;
      return [{ pid, parent: fields[1] ?? '', words, ms, name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')) }];
    } catch {
      return []; // It has just ended.
    }
  });
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const found = new Map<string, number>();
  for (const process of processes) {
    let at: (typeof processes)[number] | undefined = process;
    while (at && !at.words.includes(needle)) at = byPid.get(at.parent);
    if (!at || process.pid === String(globalThis.process.pid)) continue;
    const name = /--utility-sub-type=([\w.]+)/u.exec(process.words)?.[1]?.split('.').at(-1) ?? /--type=(\w+)/u.exec(process.words)?.[1] ?? process.name;
    found.set(name, (found.get(name) ?? 0) + process.ms);
  }
  return found;
}

/** What came in between, largest first; nothing below a tick. */
export function spent(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): [name: string, ms: number][] {
  return [...after].map(([name, ms]): [string, number] => [name, ms - (before.get(name) ?? 0)]).filter(([, ms]) => ms > 0).sort((a, b) => b[1] - a[1]);
}
