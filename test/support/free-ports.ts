/** Asks the kernel for TCP ports that nobody uses right now. */
import { createServer, type AddressInfo, type Server } from 'node:net';

/** `count` different ports of 127.0.0.1, held open together and then released: another process may still be faster, so try again if one is taken. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<Server>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  })));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  return ports;
}
