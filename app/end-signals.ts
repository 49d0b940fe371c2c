/** Everything from outside that asks this process to end. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Milliseconds between two looks at the parent process. */
const LOOK = 500;

/**
 * Calls `end` for a signal, or when the npm that started this process is gone: npm passes a signal on to its shell only, and the shell passes on nothing.
 * Answers how to stop listening.
 */
export function onEndAsked(end: (signal: NodeJS.Signals) => void, env: NodeJS.ProcessEnv = process.env): () => void {
  const listeners = SIGNALS.map((signal) => [signal, (): void => end(signal)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  const parent = process.ppid;
  const watch = env['npm_lifecycle_event'] === undefined ? undefined : setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end('SIGTERM');
  }, LOOK);
  watch?.unref();
  return () => {
    clearInterval(watch);
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}
