/** A proxy that does its work: SOCKS5 or HTTP CONNECT, every host being a port of this computer. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ProxySettings } from '../../main/net/proxy.ts';

export interface RelayProxy {
  readonly settings: ProxySettings;
  /** `host:port` as asked for. */
  readonly asked: string[];
  stop(): Promise<void>;
}

/** `login`: asked for, and checked. */
export async function startRelayProxy(kind: ProxySettings['kind'], login?: { user: string; password: string }): Promise<RelayProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const serve = kind === 'socks5' ? socks5 : http;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    void serve(socket, login, (target) => asked.push(target)).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    settings: { kind, host: '127.0.0.1', port: (server.address() as AddressInfo).port, ...login },
    asked,
    stop: () => new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    }),
  };
}

type Login = { user: string; password: string } | undefined;

async function socks5(socket: Socket, login: Login, ask: (target: string) => void): Promise<void> {
  await next(socket);
  socket.write(Buffer.from([5, login === undefined ? 0 : 2]));
  if (login !== undefined) {
    const words = await next(socket);
    const user = words.toString('utf8', 2, 2 + words[1]!);
    const password = words.toString('utf8', 3 + words[1]!);
    const right = user === login.user && password === login.password;
    socket.write(Buffer.from([1, right ? 0 : 1]));
    if (!right) return void socket.end();
  }
  const request = await next(socket);
  if (request[3] !== 3) throw new Error('a name was expected');
  const port = request.readUInt16BE(5 + request[4]!);
  ask(`${request.toString('latin1', 5, 5 + request[4]!)}:${port}`);
  join(socket, port, Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
}

async function http(socket: Socket, login: Login, ask: (target: string) => void): Promise<void> {
  const request = (await next(socket)).toString('latin1');
  const [, host = '', port = ''] = /^CONNECT (\S+):(\d+) HTTP\/1\.1\r\n/u.exec(request) ?? [];
  const wanted = login === undefined ? '' : `Proxy-Authorization: Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}\r\n`;
  if (!request.includes(wanted)) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  ask(`${host}:${port}`);
  join(socket, Number(port), Buffer.from('HTTP/1.1 200 Connection established\r\n\r\n'));
}

const next = (socket: Socket): Promise<Buffer> => new Promise((resolve, reject) => {
  socket.once('data', resolve).once('close', () => reject(new Error('closed')));
});

function join(socket: Socket, port: number, granted: Buffer): void {
  const far = connect(port, '127.0.0.1', () => socket.write(granted));
  far.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('close', () => far.destroy());
  socket.pipe(far);
  far.pipe(socket);
}
