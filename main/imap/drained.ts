/** Waits until a line takes more. */
import type { Duplex } from 'node:stream';

/** Settles when there is room again, or the line is over. */
export function drained(line: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      line.off('drain', go).off('close', go);
      resolve();
    };
    if (line.destroyed) resolve();
    else line.on('drain', go).on('close', go);
  });
}
