/** `app://godwit/`: the built UI and allowed images, with the same headers as in the browser host, and nothing else. */
import type { Privileges } from 'electron';
import { fileHeaders, imageType, inertHeaders } from '../content-policy.ts';
import { readStatic } from '../static-files.ts';
import { ORIGIN } from './shell.ts';

/** Standard and secure, so that it has an origin, storage and CSP like https; no service workers, no way around the CSP. */
export const PRIVILEGES: Privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };

export type RemoteImage = (grant: string, url: string) => Promise<{ type: string; content: Uint8Array } | null>;

export function appProtocol(root: string, remoteImage: RemoteImage): (request: Pick<Request, 'url' | 'method'>) => Promise<Response> {
  const remote = async (path: string): Promise<Response> => {
    const [, , grant, encoded, ...more] = path.split('/');
    const url = encoded === undefined ? undefined : decode(encoded);
    const image = grant && url && more.length === 0 ? await remoteImage(grant, url) : null;
    const type = image && imageType(image.type);
    return type ? answer(200, { ...inertHeaders(), 'Content-Type': type }, image.content) : missing();
  };
  return async ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return missing();
    const path = pathOf(url);
    if (path === undefined) return missing();
    try {
      if (path.startsWith('/remote/')) return await remote(path);
      const file = await readStatic(root, path);
      return file ? answer(200, { ...fileHeaders(file.path, ORIGIN), 'Content-Type': file.type }, file.content) : missing();
    } catch {
      // A rejected handler becomes a page of Chromium's own, without our headers.
      return answer(500, inertHeaders());
    }
  };
}

const missing = (): Response => answer(404, { ...inertHeaders(), 'Content-Type': 'text/plain' });

function answer(status: number, headers: Record<string, string>, content?: Uint8Array): Response {
  return new Response(content ? new Uint8Array(content) : null, { status, headers });
}

/** The path as it was sent, nothing decoded; undefined for another host. */
function pathOf(url: string): string | undefined {
  if (url !== ORIGIN && !url.startsWith(`${ORIGIN}/`)) return undefined;
  const [path = ''] = url.slice(ORIGIN.length).split(/[?#]/u, 1);
  return path === '' ? '/' : path;
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
