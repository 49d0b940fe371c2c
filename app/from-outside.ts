/** Marks files that came from strangers, so that the system asks before it runs them: quarantine on a Mac, the mark of the web on Windows. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What marking needs of the system. */
export interface MarkingSystem {
  readonly platform: string;
  /** Seconds since 1970. */
  now(): number;
  write(path: string, content: string): Promise<void>;
  run(program: string, args: readonly string[]): Promise<void>;
}

const run = promisify(execFile);

const here: MarkingSystem = {
  platform: process.platform,
  now: () => Math.floor(Date.now() / 1000),
  write: (path, content) => writeFile(path, content),
  run: async (program, args) => void (await run(program, [...args], { timeout: 5_000 })),
};

/** Answers whether it is marked: not every disk can hold the mark. Never rejects: the file itself is whole. */
export async function markFromOutside(path: string, system: MarkingSystem = here): Promise<boolean> {
  try {
    // Zone 3 is the internet; from where in it is nobody's business.
    if (system.platform === 'win32') await system.write(`${path}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n');
    // 0081: came from outside, and nobody was asked yet. Node knows no extended attributes.
    else if (system.platform === 'darwin') await system.run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', `0081;${system.now().toString(16)};Godwit;${randomUUID().toUpperCase()}`, path]);
    else return false;
    return true;
  } catch {
    return false;
  }
}
