/** The network gate of the host: what a message may fetch once its reader has allowed images, and what never. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isPrivateAddress } from '../../main/net/private-address.ts';
import { fetchRemoteImage } from '../../main/net/remote-image.ts';

let server: Server | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: RequestListener): Promise<{ url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
const png: RequestListener = (_request, response) => response.setHeader('content-type', 'image/png').end('picture');
const refusal = (promise: Promise<unknown>) => promise.then(() => 'was fetched', (error: { failure?: { code: string } }) => error.failure?.code);

describe('remote image', () => {
  test('private and loopback addresses are never contacted, however they are written', async () => {
    const { url, requests } = await serve(png);
    const { port } = new URL(url);
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '169.254.169.254', '10.0.0.1', '192.168.1.1', '[fe80::1]', '[fd00::1]', '[64:ff9b::7f00:1]']) {
      expect([host, await refusal(fetchRemoteImage(`http://${host}:${port}/x.png`, { allowPrivate: false }))]).toEqual([host, 'invalid-input']);
    }
    expect(requests).toHaveLength(0);
  });

  test('only http and https, and no password in the address', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://example.org/x.png', 'data:image/png;base64,eA==', 'javascript:1', '//example.org/x', 'http://user:pw@127.0.0.1/x', 'x']) {
      expect([url, await refusal(fetchRemoteImage(url, { allowPrivate: true }))]).toEqual([url, 'invalid-input']);
    }
  });

  test('an image comes without cookie, referrer or anything that tells who asks', async () => {
    const { url, requests } = await serve(png);
    const { type, content } = await fetchRemoteImage(`${url}/x.png`, { allowPrivate: true });
    expect([type, Buffer.from(content).toString()]).toEqual(['image/png', 'picture']);
    expect(Object.keys(requests[0]!.headers).sort()).toEqual(['accept', 'connection', 'host', 'user-agent']);
  });

  test('what is no raster image, too large, an error or a circle of redirects is refused', async () => {
    const answers: Record<string, RequestListener> = {
      html: (_q, r) => r.setHeader('content-type', 'text/html').end('<script>'),
      svg: (_q, r) => r.setHeader('content-type', 'image/svg+xml').end('<svg/>'),
      none: (_q, r) => r.end('picture'),
      missing: (_q, r) => r.writeHead(404, { 'content-type': 'image/png' }).end(),
      auth: (_q, r) => r.writeHead(401, { 'www-authenticate': 'Basic', 'content-type': 'image/png' }).end(),
      large: (_q, r) => r.writeHead(200, { 'content-type': 'image/png', 'content-length': '99999999999' }).end('x'),
      circle: (q, r) => r.writeHead(302, { location: q.url }).end(),
      file: (_q, r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    };
    const { url } = await serve((request, response) => void answers[request.url!.slice(1)]!(request, response));
    for (const name of Object.keys(answers)) expect([name, await refusal(fetchRemoteImage(`${url}/${name}`, { allowPrivate: true }))]).not.toEqual([name, 'was fetched']);
  });

  test('a redirect leads to no other kind of address than the message may name, and brings no password', async () => {
    const { url, requests } = await serve((request, response) => (request.url === '/x' ? response.writeHead(302, { location: `http://user:pw@${request.headers.host}/y` }).end() : png(request, response)));
    expect(await refusal(fetchRemoteImage(`${url}/x`, { allowPrivate: true }))).toBe('invalid-input');
    expect(requests.map((request) => request.url)).toEqual(['/x']);
  });

  test('an answer that does not come is not waited for beyond the deadline', async () => {
    const deadline = new AbortController();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
    const { url, requests } = await serve(() => undefined);
    const refused = refusal(fetchRemoteImage(`${url}/x.png`, { allowPrivate: true }));
    await expect.poll(() => requests.length).toBe(1);
    deadline.abort();
    expect(await refused).toBe('connection-lost');
  });

  test('an endless answer is cut', async () => {
    const { url } = await serve((_request, response) => {
      response.setHeader('content-type', 'image/png');
      const block = Buffer.alloc(1024 * 1024);
      const more = (): void => { while (!response.destroyed && response.write(block)); };
      response.on('drain', more);
      more();
    });
    expect(await refusal(fetchRemoteImage(url, { allowPrivate: true }))).toBe('protocol');
  });

  test('public addresses are not private, and what is no address is', () => {
    for (const address of ['1.1.1.1', '93.184.216.34', '2606:4700::1111', '2001:4860:4860::8888', '2a00:1450:4001::5e', '2c0f:fb50::1', '240e::1']) expect([address, isPrivateAddress(address)]).toEqual([address, false]);
    for (const address of ['', 'example.org', '198.18.0.1', '100.64.0.1', '224.0.0.1', '255.255.255.255', '::', '2001:db8::1', '2002:7f00:1::', '::ffff:10.0.0.1', '::ffff:0:10.0.0.1', '5f00::1', '3fff::1', '2001:2::1', '2001:10::1', '100:0:0:1::1', '4000::1']) expect([address, isPrivateAddress(address)]).toEqual([address, true]);
  });
});
