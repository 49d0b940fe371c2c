/** Authorities that are trusted beside those of the system do not take their place. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postOneClick } from '../../main/net/one-click.ts';
import { makeCertificates } from '../support/certificates.ts';

let folder: string;
let server: Server;
const before = getCACertificates('default');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'godwit-authorities-'));
});
afterAll(async () => {
  setDefaultCACertificates(before);
  server.close();
  await rm(folder, { recursive: true });
});

test('with an authority of its own, a server of any other that is trusted is called all the same', async () => {
  const [public_, own] = await Promise.all([makeCertificates(join(folder, 'public')), makeCertificates(join(folder, 'own'))]);
  setDefaultCACertificates([...before, public_.caPem]);
  server = createServer({ cert: await readFile(public_.cert), key: await readFile(public_.key) }, (_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(postOneClick(`https://localhost:${port}/`, { allowPrivate: true, extraCertificates: [own.caPem] })).resolves.toBeUndefined();
});
