/** Answers the browser host's GET requests: the token, files of the application, allowed images, downloads. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { FileToSave } from '../../main/ports.ts';
import { documentHeaders, fileHeaders, imageType, inertHeaders } from '../content-policy.ts';
import type { Headers } from '../content-policy.ts';
import { DOCUMENT_PATH } from '../documents.ts';
import type { Documents } from '../documents.ts';
import { readStatic } from '../static-files.ts';
import type { Access } from './access.ts';
import { attachmentDisposition } from './downloads.ts';
import type { Downloads } from './downloads.ts';
import { enterPage } from './enter-page.ts';

export type RemoteImage = (grant: string, url: string) => Promise<{ type: string; content: Uint8Array } | null>;

export interface Responder {
  remoteImage: RemoteImage;
  downloads: Downloads;
  documents: Documents;
}

interface Parts {
  root: string;
  origin: string;
  access: Access;
  respond: Responder;
  onRefused(reason: string): void;
}

interface Answer { status: number; headers: Headers; content?: Uint8Array | string; file?: FileToSave }

const text = (status: number, content: string): Answer => ({ status, headers: { ...inertHeaders(), 'Content-Type': 'text/plain; charset=utf-8' }, content });
const NOT_FOUND = text(404, 'Not found\n');

export function createResponder(parts: Parts) {
  const decide = async (request: IncomingMessage): Promise<Answer> => {
    const [path = '/', query] = splitOnce(request.url ?? '/', '?');
    const token = path === '/' && query ? new URLSearchParams(query).get('token') : null;
    const refusal = parts.access.refuse(request, token === null ? 'page' : 'token');
    if (refusal) {
      parts.onRefused(refusal);
      return refusal === 'session' ? enterPage(inertHeaders()) : text(403, 'Forbidden\n');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Method not allowed\n');
    if (token !== null) return enter(request, token);
    if (path.startsWith('/remote/')) return remote(path);
    if (path.startsWith('/download/')) return download(path.slice('/download/'.length));
    if (path.startsWith(DOCUMENT_PATH)) return document(path);
    const file = await readStatic(parts.root, path);
    if (!file) return NOT_FOUND;
    const headers: Headers = { ...fileHeaders(file.path, parts.origin), 'Content-Type': file.type };
    if (headers['Cache-Control'] !== 'no-cache') return { status: 200, headers, content: file.content };
    // What a browser has compiled of a script stays good as long as the file does.
    const tag = `"${createHash('sha256').update(file.content).digest('base64url')}"`;
    return request.headers['if-none-match'] === tag ? { status: 304, headers: { ...headers, ETag: tag } } : { status: 200, headers: { ...headers, ETag: tag }, content: file.content };
  };

  const enter = (request: IncomingMessage, token: string): Answer => {
    const entered = parts.access.redeem(token);
    const home = { ...inertHeaders(), Location: '/' };
    // What stands behind the # is sent to nobody.
    if (entered) return { status: 303, headers: { ...home, Location: `/#key=${entered.key}`, 'Set-Cookie': entered.cookie } };
    // A bookmark or a restored window shows its old token again: the cookie is what counts.
    if (!parts.access.refuse(request, 'page')) return { status: 303, headers: home };
    parts.onRefused('token');
    return enterPage(inertHeaders());
  };

  const remote = async (path: string): Promise<Answer> => {
    const [, , grant, encoded, ...more] = path.split('/');
    const url = encoded === undefined ? undefined : decode(encoded);
    if (!grant || !url || more.length > 0) return NOT_FOUND;
    const image = await parts.respond.remoteImage(grant, url);
    const type = image && imageType(image.type);
    if (!type) return NOT_FOUND;
    return { status: 200, headers: { ...inertHeaders(), 'Content-Type': type }, content: image.content };
  };

  const document = (path: string): Answer => {
    const content = parts.respond.documents.take(path);
    return content ? { status: 200, headers: documentHeaders(), content } : NOT_FOUND;
  };

  const download = (id: string): Answer => {
    const found = parts.respond.downloads.take(id);
    if (!found) return text(404, 'This file was fetched already or has expired. Save it again.\n');
    return { status: 200, headers: { ...inertHeaders(), 'Content-Type': 'application/octet-stream', 'Content-Disposition': attachmentDisposition(found.name) }, file: found };
  };

  /** Its length is not known before it is decoded. What cannot be read to its end breaks off, so that the browser does not take it for whole. */
  const sendFile = async (file: FileToSave, { status, headers }: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      response.writeHead(status, { ...headers });
      if (request.method === 'HEAD') response.end();
      else await pipeline(file.read(), response);
    } catch (error) {
      parts.onRefused(`download broken off: ${(error as NodeJS.ErrnoException).code ?? 'internal'}`);
      response.destroy();
    } finally {
      await file.release();
    }
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // What a request carries is never read: every answer is for a GET.
    request.resume();
    const answer = await decide(request).catch((error: unknown): Answer => {
      parts.onRefused(`failed: ${(error as NodeJS.ErrnoException).code ?? 'internal'}`);
      return text(500, 'Godwit could not answer.\n');
    });
    if (answer.file) return sendFile(answer.file, answer, request, response);
    const content = answer.content ?? '';
    response.writeHead(answer.status, { ...answer.headers, ...(answer.status === 304 ? {} : { 'Content-Length': Buffer.byteLength(content) }) });
    response.end(request.method === 'HEAD' ? undefined : content);
  };
}

function splitOnce(value: string, sign: string): [string, string | undefined] {
  const at = value.indexOf(sign);
  return at < 0 ? [value, undefined] : [value.slice(0, at), value.slice(at + 1)];
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
