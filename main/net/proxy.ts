/** A proxy on the way: its settings, and whose fault a failure was. */
import { detailOf, fail, type FailureCode, type FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Said } from '../../shared/words.ts';

/** `socks5`: RFC 1928, the proxy looks names up. `http`: CONNECT (RFC 9110 9.3.6), itself in clear. The password travels to the proxy as it is. */
export interface ProxySettings {
  readonly kind: 'socks5' | 'http';
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

export interface ProxyTarget {
  host: string;
  port: number;
  /** The host speaks only when spoken to: what comes early does not come from it. */
  tls: boolean;
}

/** The proxy itself is to blame: another try changes nothing. `detail` is the proxy's own word. */
export function proxyFailure(proxy: ProxySettings, reason: Said, detail?: string): FailureError {
  return fail('proxy', say('engine-net.proxy', { proxy: proxy.host, reason }), detail === undefined ? {} : { detail });
}

/** The proxy says that the target is to blame. */
export function beyondProxy(code: FailureCode, sentence: Said, detail: string): FailureError {
  return fail(code, sentence, detailOf(say('engine-net.toldByProxy', { detail })));
}
