/** Leaving a list with one POST: what is sent, and what is never called. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postOneClick } from '../../main/net/one-click.ts';
import { makeCertificates } from '../support/certificates.ts';

let folder: string;
let server: Server;
let port: number;
let caPem: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'godwit-one-click-'));
  const made = await makeCertificates(folder);
  caPem = made.caPem;
  server = createServer({ cert: await readFile(made.cert), key: await readFile(made.key) }, (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => { body += piece; }).on('end', () => {
      requests.push({ method: request.method!, url: request.url!, headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  requests.length = 0;
  answer = (_request, response) => void response.end('thank you');
});

const post = (url: string, allowPrivate = true): Promise<string> =>
  postOneClick(url, { allowPrivate, extraCertificates: [caPem] }).then(() => 'done', (error: { failure?: { code: string } }) => error.failure?.code ?? String(error));

describe('one click', () => {
  test('is one POST that says so, without cookie or referrer', async () => {
    expect(await post(`https://localhost:${port}/leave?x=1`)).toBe('done');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/leave?x=1', body: 'List-Unsubscribe=One-Click' });
    expect(Object.keys(requests[0]!.headers).sort()).toEqual(['connection', 'content-length', 'content-type', 'host', 'user-agent']);
  });
  test('goes to nobody on this computer or its network', async () => {
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '169.254.169.254', '10.0.0.1', '[fd00::1]']) expect([host, await post(`https://${host}:${port}/`, false)]).toEqual([host, 'invalid-input']);
    expect(requests).toEqual([]);
  });
  test('is https and nothing else', async () => {
    for (const url of [`http://localhost:${port}/`, `https://u:p@localhost:${port}/`, 'mailto:a@example.org', 'file:///etc/passwd', 'x']) expect([url, await post(url)]).toEqual([url, 'invalid-input']);
    expect(requests).toEqual([]);
  });
  test('follows no redirect, and takes only yes for yes', async () => {
    for (const status of [301, 302, 307, 308, 400, 404, 500]) {
      answer = (_request, response) => void response.writeHead(status, { location: `https://localhost:${port}/other` }).end();
      expect([status, await post(`https://localhost:${port}/leave`)]).toEqual([status, 'server-no']);
    }
    expect(requests.map(({ url }) => url)).not.toContain('/other');
  });
  test('to a server that nobody vouches for is refused', async () => {
    await expect(postOneClick(`https://localhost:${port}/`, { allowPrivate: true })).rejects.toMatchObject({ failure: { code: 'connection-lost' } });
    expect(requests).toEqual([]);
  });
});
