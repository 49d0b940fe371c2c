/** Fetches one image the user has allowed: no cookies, no referrer, no private address, no more than an image's worth of octets. */
import http from 'node:http';
import https from 'node:https';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { isPrivateHost, publicLookup } from './public-lookup.ts';

export interface RemoteImage { type: string; content: Uint8Array }

const LIMIT = 10 * 1024 * 1024;
const DEADLINE_MS = 15_000;
const REDIRECTS = 4;
/** What Chromium draws without running anything; SVG can hold script and is left out. */
const TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp', 'image/x-icon', 'image/vnd.microsoft.icon']);

/** Rejects with FailureError: 'invalid-input' for what is not allowed, network codes otherwise. */
export async function fetchRemoteImage(url: string, options: { allowPrivate: boolean }): Promise<RemoteImage> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  let next = parse(url);
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    const answer = await get(next, options.allowPrivate, signal);
    if ('content' in answer) return answer;
    next = parse(new URL(answer.location, next).href);
  }
  throw fail('protocol', say('engine-net.imageRedirects'));
}

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') || parsed.username || parsed.password) throw fail('invalid-input', say('engine-net.notAnImageAddress'));
  return parsed;
}

function get(url: URL, allowPrivate: boolean, signal: AbortSignal): Promise<RemoteImage | { location: string }> {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const refuse = (): void => reject(fail('invalid-input', say('engine-net.imagePrivate')));
    // A literal address never reaches `lookup`, so it is checked here; names are checked on what they resolve to, at the moment of use.
    if (!allowPrivate && isPrivateHost(host)) return refuse();
    const request = client.get(url, {
      signal,
      agent: false,
      headers: { accept: 'image/*', 'user-agent': 'Mozilla/5.0' },
      lookup: publicLookup(allowPrivate),
    }, (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        response.destroy();
        return resolve({ location: headers.location });
      }
      const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
      if (statusCode !== 200 || !TYPES.has(type) || Number(headers['content-length'] ?? 0) > LIMIT) {
        response.destroy();
        return reject(fail('protocol', say('engine-net.notAnImage')));
      }
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > LIMIT) return void response.destroy(fail('protocol', say('engine-net.imageTooLarge')));
        parts.push(part);
      });
      response.on('end', () => resolve({ type, content: Buffer.concat(parts) }));
      response.on('error', reject);
    });
    request.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EACCES' ? refuse() : reject(error.name === 'FailureError' ? error : fail('connection-lost', say('engine-net.imageNotLoaded'), { detail: error.message }))));
  });
}
