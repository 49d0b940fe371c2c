/** The log of one profile: two files of bounded size, warnings and errors also on stderr. */
import { appendFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log, LogLevel } from '../main/ports.ts';
import { makeFolder } from './durable-file.ts';

const LARGEST = 1_000_000;
const MOST_WAITING = 2_000;
/** `debug` is written only where it is asked for: GODWIT_LOG=debug. */
const wanted = (level: LogLevel): boolean => level !== 'debug' || process.env['GODWIT_LOG'] === 'debug';

export interface LogFile {
  log: Log;
  /** From now on lines go to files below `profile`; those so far are kept until then. */
  open(profile: string): void;
  /** Resolves when every line so far has been handed to the system. */
  flush(): Promise<void>;
}

export function createLog(stderr: (line: string) => void = (line) => void process.stderr.write(line)): LogFile {
  let waiting: string[] = [];
  let folder: string | undefined;
  let writing = Promise.resolve();
  let broken = false;

  const write = async (lines: string, into: string): Promise<void> => {
    const file = join(into, 'godwit.log');
    try {
      await makeFolder(into);
      const size = await stat(file).then((found) => found.size, () => 0);
      if (size + lines.length > LARGEST) await rename(file, join(into, 'godwit.1.log')).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      await appendFile(file, lines, { mode: 0o600 });
      broken = false;
    } catch (error) {
      // A full disk must not stop the application for its log: said once, then tried again with the next line.
      if (!broken) stderr(`godwit: warn log-not-written ${(error as NodeJS.ErrnoException).code ?? 'unknown'}\n`);
      broken = true;
    }
  };

  const pass = (): void => {
    if (!folder || waiting.length === 0) return;
    const into = folder;
    writing = writing.then(() => {
      const lines = waiting.join('');
      waiting = [];
      return lines ? write(lines, into) : undefined;
    });
  };

  return {
    log(level, event, details) {
      if (!wanted(level)) return;
      const tail = details && Object.keys(details).length > 0 ? ` ${JSON.stringify(details)}` : '';
      if (level === 'warn' || level === 'error') stderr(`godwit: ${level} ${event}${tail}\n`);
      if (waiting.length < MOST_WAITING) waiting.push(`${new Date().toISOString()} ${level} ${event}${tail}\n`);
      pass();
    },
    open(profile) {
      folder = join(profile, 'log');
      pass();
    },
    flush: () => writing,
  };
}
