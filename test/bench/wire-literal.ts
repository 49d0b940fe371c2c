/** A literal of 100 MB from a server into a file: how much memory that takes. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, type Print } from './report.ts';
import { spend, startReplay } from './wire-process.ts';

const SIZE = 100 * 1024 * 1024;

export async function wireLiteral(print: Print, rounds: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gw-bench-literal-'));
  const answer = join(directory, 'answer');
  try {
    writeAnswer(answer);
    const server = await startReplay(answer, 1);
    const heaps: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const spent = await spend('literal', server.port, SIZE, true, join(directory, 'saved'));
      heaps.push(spent.heap);
      times.push(spent.ms);
    }
    server.stop();
    print(figure('wire', '100 MB literal into a file', Math.max(...times), 'ms'));
    print(figure('wire', 'heap and buffers for that, worst', Math.max(...heaps), 'MB'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function writeAnswer(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, `* 1 FETCH (UID 1 BODY[] {${SIZE}}\r\n`);
  const block = Buffer.alloc(1 << 20, 'Godwit flies north.\r\n');
  for (let written = 0; written < SIZE; written += block.length) writeSync(file, block);
  writeSync(file, ')\r\n');
  closeSync(file);
}
