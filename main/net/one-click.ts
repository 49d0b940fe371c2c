/** Leaves a mailing list with one POST (RFC 8058 3.2): https only, no cookie, no referrer, no redirect, no private address; nothing of the answer is kept. */
import https from 'node:https';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { isPrivateHost, publicLookup } from './public-lookup.ts';
import { trusted } from './tls-line.ts';

const DEADLINE_MS = 15_000;
const BODY = 'List-Unsubscribe=One-Click';

export interface OneClickOptions {
  /** Development and tests. */
  allowPrivate: boolean;
  extraCertificates?: readonly string[] | undefined;
  signal?: AbortSignal;
}

/** Resolves when the sender's server has said yes. Rejects 'invalid-input' for what is not allowed, 'server-no' for another answer, network codes otherwise. */
export function postOneClick(link: string, { allowPrivate, extraCertificates, signal }: OneClickOptions): Promise<void> {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url?.protocol !== 'https:' || url.username || url.password) return Promise.reject(fail('invalid-input', say('engine-net.notToCall')));
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const refused = (): Error => fail('invalid-input', say('engine-net.listPrivate'));
  if (!allowPrivate && isPrivateHost(host)) return Promise.reject(refused());
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  return new Promise((resolve, reject) => {
    const request = https.request(url, {
      method: 'POST',
      agent: false,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      lookup: publicLookup(allowPrivate),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(BODY), 'user-agent': 'Mozilla/5.0' },
      ca: trusted(extraCertificates),
    }, (response) => {
      const { statusCode = 0 } = response;
      response.destroy();
      if (statusCode >= 200 && statusCode < 300) resolve();
      // RFC 8058 3.1: the answer is no redirect.
      else reject(fail('server-no', say('engine-net.listRefused'), { detail: `HTTP ${statusCode}` }));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES') reject(refused());
      else if (signal?.aborted) reject(fail('cancelled', say('engine-ipc.cancelled')));
      else if (deadline.aborted) reject(fail('timeout', say('engine-net.listTimeout')));
      else reject(fail('connection-lost', say('engine-net.listUnreachable'), { detail: error.code ?? error.message }));
    });
    request.end(BODY);
  });
}
