/** The wire: a FETCH over a large mailbox beside imapflow and beside the bare socket, many small commands over a long line, one large literal. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startBigMailbox } from './big-mailbox.ts';
import { drain } from './drain.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';
import { wireLiteral } from './wire-literal.ts';
import { spend, startReplay } from './wire-process.ts';
import { recordedFetch } from './wire-recording.ts';
import { wireStatus } from './wire-status.ts';

/** Five, for one run of the peer differs by half from the next on a shared machine. */
const ROUNDS = 5;
/** The peer takes ten times as long, in which a shared machine's speed changes: ours is run as often on both sides of it. */
const RUNS_AROUND = 3;

export async function wire(print: Print, options: BenchOptions): Promise<void> {
  const rounds = options.rounds ?? ROUNDS;
  await fetchAll(print, options.messages ?? 100_000, rounds);
  await wireStatus(print, rounds);
  await wireLiteral(print, rounds);
}

async function fetchAll(print: Print, count: number, rounds: number): Promise<void> {
  const dovecot = await startBigMailbox(count);
  const own: number[] = [];
  const peer: number[] = [];
  const drained: number[] = [];
  const live: number[] = [];
  const stalls: number[] = [];
  const machine: number[] = [];
  const turns: number[] = [];
  const heaps: number[] = [];
  try {
    const replay = await startReplay(await recordedFetch(dovecot.directory, dovecot.ports.imap), count);
    // Alternating, so that a slow minute of the machine meets all of them.
    for (let round = 0; round < rounds; round++) {
      const parse = async (): Promise<void> => void own.push((await spend('ours', replay.port, count, false)).cpu);
      for (let run = 0; run < RUNS_AROUND; run++) await parse();
      peer.push((await spend('imapflow', replay.port, count, false)).cpu);
      for (let run = 0; run < RUNS_AROUND; run++) await parse();
      for (let run = 0; run < RUNS_AROUND; run++) {
        drained.push((await drain(dovecot.ports.imap)).ms);
        live.push((await spend('ours', dovecot.ports.imap, count, false)).ms);
      }
      // This process waits meanwhile: what keeps it from its timers is the machine's doing.
      const waiting = monitorEventLoopDelay({ resolution: 1 });
      waiting.enable();
      const watched = await spend('ours', dovecot.ports.imap, count, true);
      waiting.disable();
      machine.push(waiting.max / 1e6);
      stalls.push(watched.stall);
      turns.push(watched.turn);
      heaps.push(watched.heap);
    }
    replay.stop();
  } finally {
    await dovecot.stop();
  }
  const cpu = median(own);
  print(figure('wire', 'recorded FETCH, CPU', cpu, 'ms', { name: 'imapflow', value: median(peer) }));
  print(figure('wire', 'times less CPU than imapflow', median(peer) / cpu, 'x'));
  print(figure('wire', 'live FETCH', median(live), 'ms', { name: 'raw socket drain', value: median(drained) }));
  // The worst of all rounds: what must never happen has no median.
  print(figure('wire', 'longest stall of the event loop', Math.max(...stalls), 'ms', { name: 'process that only waits', value: Math.max(...machine) }));
  print(figure('wire', 'CPU time of its longest turn', Math.max(...turns), 'ms'));
  print(figure('wire', 'heap and buffers, worst', Math.max(...heaps), 'MB'));
}
