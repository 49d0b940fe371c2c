import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { encodeFrame } from '../../shared/ipc/frame.ts';
import { createDocuments } from '../documents.ts';
import type { Documents } from '../documents.ts';
import { createDownloads } from './downloads.ts';
import type { Downloads } from './downloads.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

interface Answer { status: number; headers: IncomingHttpHeaders; body: string }

let folder: string;
let server: RunningServer;
let downloads: Downloads;
let documents: Documents;
let cookie: string;
/** What a page of ours offers with its sockets. */
let protocols: string[];
let windows: number;
let mirrors: number;

function file(name: string, pieces: (string | Uint8Array | Error)[]) {
  return {
    name,
    type: 'text/html',
    released: 0,
    async *read() {
      for (const piece of pieces) {
        if (piece instanceof Error) throw piece;
        yield Buffer.from(piece);
      }
    },
    async release() { this.released += 1; },
  };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'godwit-server-'));
  const root = join(folder, 'ui');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'SECRET');
  writeFileSync(join(root, 'index.html'), '<p>ui</p>');
  writeFileSync(join(root, 'message-frame.html'), '<p>frame</p>');
  writeFileSync(join(root, 'assets', 'a-1.js'), 'go()');
  writeFileSync(join(root, 'assets', 'a-1.js.map'), '{}');
  symlinkSync(join(folder, 'secret.html'), join(root, 'link.html'));
  downloads = createDownloads();
  documents = createDocuments();
  windows = mirrors = 0;
  const remoteImage = async (grant: string, url: string) => {
    if (grant !== 'granted') return null;
    return { type: url.endsWith('.svg') ? 'image/svg+xml' : url.endsWith('.html') ? 'text/html' : 'image/png; x=1', content: Buffer.from(`of ${url}`) };
  };
  server = await startServer(0, { root, respond: { remoteImage, downloads, documents }, onWindow: () => { windows += 1; }, onMirror: () => { mirrors += 1; }, onRefused: () => undefined });
  const entered = await get(`/?token=${server.access.issueToken()}`, { cookie: '' });
  cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  protocols = ['godwit', /^\/#key=([\w-]{43})$/u.exec(entered.headers.location ?? '')?.[1] ?? ''];
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** The path goes out exactly as it is written here. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = { cookie, ...headers };
    request({ host: '127.0.0.1', port: server.port, path, method, headers: sent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() }));
    }).on('error', reject).end();
  });
}

function connect(path: string, headers: Record<string, string>, offered = protocols): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, offered, { headers });
    socket.on('open', () => { resolve(101); socket.terminate(); });
    socket.on('unexpected-response', (_request, response) => { resolve(response.statusCode ?? 0); socket.terminate(); });
    socket.on('error', () => resolve(-1));
  });
}

describe('pages', () => {
  test('a script that keeps its name is sent again only when it is another', async () => {
    const path = join(folder, 'ui', 'mirror-worker.js');
    writeFileSync(path, 'one()');
    const first = await get('/mirror-worker.js');
    expect(first).toMatchObject({ status: 200, body: 'one()' });
    const known = { 'if-none-match': first.headers.etag ?? '' };
    const same = await get('/mirror-worker.js', known);
    expect(same).toMatchObject({ status: 304, body: '' });
    expect([same.headers['content-security-policy'], same.headers['cache-control']]).toEqual([first.headers['content-security-policy'], 'no-cache']);
    writeFileSync(path, 'two()');
    expect(await get('/mirror-worker.js', known)).toMatchObject({ status: 200, body: 'two()' });
    expect((await get('/', known)).status).toBe(200);
  });

  test('a token leads to the page once; the cookie keeps it open', async () => {
    const token = server.access.issueToken();
    const first = await get(`/?token=${token}`, { cookie: '' });
    expect([first.status, first.headers.location]).toEqual([303, expect.stringMatching(/^\/#key=[\w-]{43}$/u)]);
    const again = await get(`/?token=${token}`, { cookie: '' });
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined]);
    expect(again.headers['content-type']).toContain('text/html');
    expect(again.body).toMatch(/stop Godwit and start it again/u);
    const bookmark = await get(`/?token=${token}`);
    expect([bookmark.status, bookmark.headers.location]).toEqual([303, '/']);
    expect(await get('/')).toMatchObject({ status: 200, body: '<p>ui</p>' });
    expect((await get('/', { cookie: '' })).status).toBe(403);
  });

  test.each([
    '/../secret.html', '/..%2fsecret.html', '/%2e%2e/secret.html', '/%2e%2e%2fsecret.html', '/..%5csecret.html', '/..\\secret.html', '/assets/../../secret.html', '/assets/%2e%2e/%2e%2e/secret.html',
    '/index.html%00', '/%00', '//index.html', '/./index.html', '/link.html', '/.hidden', '/assets/', '/assets', '/assets/a-1.js.map', `/${'a'.repeat(5000)}`, '/index.html/x', '/nothing.js',
  ])('%s is not found', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('SECRET');
  });

  test('other methods change nothing and read nothing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) expect((await get('/', {}, method)).status).toBe(405);
    expect(await get('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test('every answer carries a policy that denies by default', async () => {
    const paths = ['/', '/index.html', '/message-frame.html', '/assets/a-1.js', '/nothing', '/remote/granted/x.png', '/remote/none/x.png', '/download/none', downloads.offer(file('a', [new Uint8Array(1)])), documents.offer(new Uint8Array(1)), '/document/none'];
    const answers = await Promise.all([...paths.map((path) => get(path)), get('/', { cookie: '' }), get('/', { host: 'evil.example' }), get('/', {}, 'POST'), get(`/?token=${server.access.issueToken()}`), get('/?token=wrong', { cookie: '' })]);
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; /u);
      expect(headers['content-security-policy']).not.toContain('unsafe-eval');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'x-dns-prefetch-control': 'off' });
    }
    expect(answers[0]?.headers['content-security-policy']).toContain("script-src 'self';");
    expect(answers[0]?.headers['cache-control']).toBe('no-store');
  });

  test('the message frame may run no script and load nothing but allowed images', async () => {
    const policy = (await get('/message-frame.html')).headers['content-security-policy'];
    expect(policy).toContain('sandbox allow-same-origin');
    expect(policy).toContain(`img-src data: blob: http://127.0.0.1:${server.port}/remote/;`);
    expect(policy).not.toMatch(/script|connect-src|allow-scripts/u);
  });
});

describe('remote images and downloads', () => {
  test('an allowed image comes as an image that can do nothing', async () => {
    const answer = await get(`/remote/granted/${encodeURIComponent('https://img.example.org/a b.png?x=1&y=/')}`);
    expect(answer).toMatchObject({ status: 200, body: 'of https://img.example.org/a b.png?x=1&y=/' });
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.headers['content-security-policy']).toContain('sandbox');
  });

  test.each(['/remote/granted/x.svg', '/remote/granted/x.html', '/remote/other/x.png', '/remote/granted/', '/remote/granted/%E0%A4%A', '/remote/granted/a/b.png', '/remote/'])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('without the session no image is asked for', async () => {
    expect((await get('/remote/granted/x.png', { cookie: '' })).status).toBe(403);
  });

  test('a download can be fetched once and is never shown', async () => {
    const offered = file('Übersicht "2026"\r\nX: ../y\\z.html', ['<scr', 'ipt>']);
    const path = downloads.offer(offered);
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 200, body: '<script>' });
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="_bersicht _2026___X: .._y_z.html"; filename*=UTF-8''%C3%9Cbersicht%20%222026%22__X%3A%20.._y_z.html`);
    expect((await get(path)).status).toBe(404);
    expect(offered.released).toBe(1);
  });

  test('a PDF is given to the viewer once, to our own window, and may load nothing', async () => {
    const path = documents.offer(Buffer.from('%PDF-1.7'));
    expect((await get(path, { cookie: '' })).status).toBe(403);
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 200, body: '%PDF-1.7' });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'self'$/u);
    expect((await get(path)).status).toBe(404);
  });

  test('one that cannot be read to its end breaks off instead of looking whole', async () => {
    const offered = file('a.bin', ['beginning', new Error('gone')]);
    await expect(get(downloads.offer(offered))).rejects.toThrow();
    await expect.poll(() => offered.released).toBe(1);
  });

  test('what nobody comes for is given back', async () => {
    const offered = file('a.bin', ['x']);
    downloads.offer(offered);
    await downloads.close();
    expect(offered.released).toBe(1);
  });
});

describe('sockets', () => {
  test('open for our own page with its cookie, and for nobody else', async () => {
    const origin = `http://127.0.0.1:${server.port}`;
    expect(await connect('/ipc', { cookie, origin })).toBe(101);
    expect(await connect('/mirror', { cookie, origin })).toBe(101);
    expect([windows, mirrors]).toEqual([1, 1]);
    expect(await connect('/ipc', { origin })).toBe(403);
    expect(await connect('/ipc', { cookie })).toBe(403);
    for (const path of ['/ipc', '/mirror']) expect(await connect(path, { cookie, origin }, ['godwit'])).toBe(403);
    expect(await connect('/ipc', { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await connect('/mirror', { cookie, origin: 'null' })).toBe(403);
    expect(await connect('/ipc', { cookie, origin, host: `evil.example:${server.port}` })).toBe(403);
    expect(await connect('/other', { cookie, origin })).toBe(404);
    expect(await connect('/constructor', { cookie, origin })).toBe(404);
    expect([windows, mirrors]).toEqual([1, 1]);
  });

  test('a message beyond the limit ends the line, not the server', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ipc`, protocols, { headers: { cookie, origin: `http://127.0.0.1:${server.port}` } });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.on('error', () => undefined);
    socket.send(encodeFrame(new Uint8Array(65 * 1024 * 1024)));
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await get('/')).status).toBe(200);
  });
});
