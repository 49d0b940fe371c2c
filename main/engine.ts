/** The engine's front door: what a host starts, attaches windows to and stops. */
import type { Transport } from '../shared/ipc/transport.ts';
import type { Ports } from './ports.ts';

export interface Engine {
  /** A window has connected; `name` is for the log. */
  attach(transport: Transport, name: string): void;
  /** Bytes of a remote image that the user allowed under this grant; null if it is not to be shown. */
  remoteImage(grant: string, url: string): Promise<{ type: string; content: Uint8Array } | null>;
  /** Ends connections and writes down what is open. */
  stop(): Promise<void>;
}

/** Rejects with FailureError 'storage' for a profile that cannot be written or is locked by another instance. */
export async function startEngine(ports: Ports): Promise<Engine> {
  ports.log('info', 'engine-placeholder');
  return { attach: (transport) => transport.onMessage(() => undefined), remoteImage: async () => null, stop: async () => undefined };
}
