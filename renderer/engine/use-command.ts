/** One command with its running state, its failure and a cancel. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../shared/failure.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/ipc/contract.ts';
import { useEngine } from './EngineProvider.tsx';

export interface CommandHandle<K extends CommandName> {
  /** Runs it; a run still going is cancelled first. Never rejects. */
  readonly run: (input: CommandInput<K>) => Promise<Result<CommandOutput<K>>>;
  readonly cancel: () => void;
  readonly isRunning: boolean;
  /** Of the newest run; null while it runs, when it succeeded and when it was cancelled. */
  readonly failure: Failure | null;
  readonly clear: () => void;
}

/** What has asked being gone, it is cancelled; with `onLeft` it goes on, and that hears what has become of it. */
export function useCommand<K extends CommandName>(name: K, onLeft?: (result: Result<CommandOutput<K>>) => void): CommandHandle<K> {
  const engine = useEngine();
  const running = useRef<AbortController | null>(null);
  const [state, setState] = useState<{ isRunning: boolean; failure: Failure | null }>({ isRunning: false, failure: null });

  const cancel = useCallback(() => running.current?.abort(), []);
  const clear = useCallback(() => setState((old) => ({ ...old, failure: null })), []);
  const isThere = useRef(true);
  const left = useRef(onLeft);
  useLayoutEffect(() => { left.current = onLeft; });
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
      if (!left.current) cancel();
    };
  }, [cancel]);

  const run = useCallback(async (input: CommandInput<K>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ isRunning: true, failure: null });
    const result = await engine.call(name, input, { signal: controller.signal });
    if (!isThere.current) left.current?.(result);
    else if (running.current === controller) {
      running.current = null;
      setState({ isRunning: false, failure: result.ok || result.failure.code === 'cancelled' ? null : result.failure });
    }
    return result;
  }, [engine, name]);

  return { run, cancel, clear, ...state };
}
