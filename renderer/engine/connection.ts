/** The window's line to the engine: opened, and opened again whenever it is lost. */
import { failed, failure, type Result } from '../../shared/failure.ts';
import { createClient, type Client } from '../../shared/ipc/client.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/ipc/contract.ts';
import type { Transport } from '../../shared/ipc/transport.ts';

export interface LineState {
  /** The open line; null while there is none. */
  readonly client: Client | null;
  /** `connecting`: the first time. `reconnecting`: there was a line before; what is on screen stays. */
  readonly phase: 'connecting' | 'connected' | 'reconnecting';
}

export interface Connection {
  readonly state: () => LineState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Never rejects. Without a line it fails at once with `connection-lost`. */
  call<K extends CommandName>(name: K, input: CommandInput<K>, options?: { signal?: AbortSignal }): Promise<Result<CommandOutput<K>>>;
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;
const NO_LINE = failure('connection-lost', 'Godwit is reconnecting to its engine. Nothing is lost; try again in a moment.');

export function openConnection(connect: () => Promise<Transport>): Connection {
  let state: LineState = { client: null, phase: 'connecting' };
  const listeners = new Set<() => void>();
  const become = (next: LineState): void => {
    state = next;
    for (const listener of listeners) listener();
  };

  async function keepOpen(): Promise<never> {
    let wait = FIRST_WAIT;
    for (;;) {
      const transport = await connect().catch(() => null); // the phase says it: there is no line yet
      if (transport) {
        wait = FIRST_WAIT;
        const client = createClient(transport);
        become({ client, phase: 'connected' });
        await client.closed;
        become({ client: null, phase: 'reconnecting' });
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
    call: (name, input, options) => state.client?.call(name, input, options) ?? Promise.resolve(failed(NO_LINE)),
  };
}
