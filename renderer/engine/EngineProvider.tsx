/** Gives everything below it the line to the engine. */
import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';
import type { Connection, LineState } from './connection.ts';

const EngineContext = createContext<Connection | null>(null);

export interface EngineProviderProps {
  readonly connection: Connection;
  readonly children: ReactNode;
}

export const EngineProvider = ({ connection, children }: EngineProviderProps) => <EngineContext value={connection}>{children}</EngineContext>;

export function useEngine(): Connection {
  const connection = use(EngineContext);
  if (!connection) throw new Error('useEngine needs an EngineProvider above it');
  return connection;
}

export function useLine(): LineState {
  const engine = useEngine();
  return useSyncExternalStore(engine.subscribe, engine.state);
}
