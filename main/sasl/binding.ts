/** Which channel binding SCRAM uses on a line (RFC 5802 6.1, RFC 9266 3). */
import type { ChannelBindings } from '../net/channel-binding.ts';

export interface ChannelBinding {
  readonly type: 'tls-exporter' | 'tls-unique' | 'tls-server-end-point';
  readonly data: Buffer;
}

/** A server does not say which it takes: with TLS 1.3 tls-exporter, before that tls-unique, the defaults of the RFCs. Null: the line cannot be bound. */
export function bindingFor(bindings: ChannelBindings | null): ChannelBinding | null {
  if (bindings === null) return null;
  if (bindings.exporter !== null) return { type: 'tls-exporter', data: bindings.exporter };
  if (bindings.protocol !== 'TLSv1.3' && bindings.unique !== null) return { type: 'tls-unique', data: bindings.unique };
  return bindings.serverEndPoint === null ? null : { type: 'tls-server-end-point', data: bindings.serverEndPoint };
}
