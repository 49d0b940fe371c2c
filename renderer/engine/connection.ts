/** The window's line to the engine: opened, and opened again whenever it is lost. */
import { failed, failure, toFailure, type Failure, type Result } from '../../shared/failure.ts';
import { createClient, type Client } from '../../shared/ipc/client.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/ipc/contract.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { t } from '../../shared/locales/t.ts';

export interface LineState {
  /** The open line; null while there is none. */
  readonly client: Client | null;
  /** `connecting`: the first time. `reconnecting`: there was a line before; what is on screen stays. */
  readonly phase: 'connecting' | 'connected' | 'reconnecting';
  /** Why there is none, once that is more than a moment's matter. */
  readonly trouble: Failure | null;
}

export interface Connection {
  readonly state: () => LineState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Never rejects. Without a line it fails at once with `connection-lost`. */
  call<K extends CommandName>(name: K, input: CommandInput<K>, options?: { signal?: AbortSignal }): Promise<Result<CommandOutput<K>>>;
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 3000;
/** Tries after which it is said that the engine is not there. */
const PATIENT_TRIES = 4;
const noLine = (): Failure => failure('connection-lost', t('failures.no-line'));

export function openConnection(connect: () => Promise<Transport>): Connection {
  let state: LineState = { client: null, phase: 'connecting', trouble: null };
  const listeners = new Set<() => void>();
  const become = (next: LineState): void => {
    state = next;
    for (const listener of listeners) listener();
  };

  async function keepOpen(): Promise<never> {
    let wait = FIRST_WAIT;
    let tries = 0;
    for (;;) {
      const transport = await connect().catch(toFailure);
      if ('post' in transport) {
        wait = FIRST_WAIT;
        tries = 0;
        const client = createClient(transport);
        become({ client, phase: 'connected', trouble: null });
        await client.closed;
        become({ client: null, phase: 'reconnecting', trouble: null });
      } else {
        tries += 1;
        const isSure = transport.code === 'authentication' || transport.code === 'unsupported' || tries >= PATIENT_TRIES;
        if (isSure && transport.code !== state.trouble?.code) become({ ...state, trouble: transport });
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }
  void keepOpen();

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: (name, input, options) => state.client?.call(name, input, options) ?? Promise.resolve(failed(noLine())),
  };
}
