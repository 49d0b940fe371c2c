/** IDLE (RFC 2177). */
import type { Command } from '../command.ts';

export interface IdleHandle {
  command: Command<void>;
  /** Resolves when the server has said `+`; never rejects by itself: the command does. */
  started: Promise<void>;
  /** Sends DONE, at the latest as soon as the server is idling. */
  stop(): void;
}

/** `sendLine` writes to the line at once. */
export function idle(sendLine: (line: string) => void): IdleHandle {
  let idling = false;
  let wanted = true;
  let asked = false;
  let begun: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (begun = resolve));
  const stop = (): void => {
    if (!wanted) return;
    wanted = false;
    if (!idling) return;
    idling = false;
    sendLine('DONE\r\n');
  };
  const over = (): void => void (wanted = idling = false);
  const command: Command<void> = {
    name: 'IDLE',
    lane: { kind: 'alone' },
    parts: () => ['IDLE'],
    challenge() {
      // Said again it asks for nothing: a DONE too many would be a command of its own.
      if (asked) return null;
      asked = true;
      begun();
      if (!wanted) return 'DONE\r\n';
      idling = true;
      return null;
    },
    // Ended by the server: a DONE would now be a command of its own.
    done: over,
    refused() {
      over();
      return null;
    },
    yieldLine: stop,
    quiet: () => idling,
  };
  return { command, started, stop };
}
