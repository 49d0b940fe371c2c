/** Of several windows the one that was looked at last: it keeps a lock that the next one takes, and that goes on to another when it closes. */
const LOCK = 'godwit.looked-at-last';

export interface OneOfWindows {
  /** Whether it is this one. */
  readonly isThis: () => boolean;
  /** It is now. */
  readonly claim: () => void;
  readonly leave: () => void;
}

export function oneOfWindows(locks: Pick<LockManager, 'request'>): OneOfWindows {
  let waiting: AbortController | null = null;
  let release: (() => void) | null = null;
  let hasLeft = false;

  const hold = (): Promise<void> => new Promise((resolve) => {
    waiting = null;
    release = resolve;
    if (hasLeft) resolve();
  });
  const ask = (options: LockOptions): void => {
    locks.request(LOCK, options, hold).catch((error: unknown) => {
      // Taken by another window, or no longer waited for.
      if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
      if (options.signal?.aborted) return;
      release = null;
      wait();
    });
  };
  /** For the window that has it to close. */
  const wait = (): void => {
    if (hasLeft || waiting) return;
    waiting = new AbortController();
    ask({ signal: waiting.signal });
  };
  return {
    isThis: () => release !== null,
    claim() {
      if (hasLeft || release) return;
      waiting?.abort();
      waiting = null;
      ask({ steal: true });
    },
    leave() {
      hasLeft = true;
      waiting?.abort();
      release?.();
      release = null;
    },
  };
}
