/** Happy eyeballs (RFC 8305): families in turn, no attempt cut short by the next, the first to connect wins, failures summed up. */
import { createServer, Socket, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { connect, type ConnectOptions } from '../../../main/net/connect.ts';
import { raceAddresses, tcpConnector, type Connector } from '../../../main/net/race.ts';
import { addressesOf, interleave } from '../../../main/net/resolve.ts';
import { failureOf } from '../imap/setup.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined).end('hello'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const error = (code: string): Error => Object.assign(new Error(code), { code });

/** Attempts by address: how long until they connect, or with what they fail; `null` never answers. */
function scripted(plan: Record<string, { after: number; fails?: string } | null>, log: string[]): { connector: Connector; sockets: Map<string, Socket> } {
  const sockets = new Map<string, Socket>();
  return {
    sockets,
    connector: (address) => {
      log.push(address);
      const socket = new Socket();
      sockets.set(address, socket);
      const outcome = plan[address];
      if (outcome) setTimeout(() => (outcome.fails === undefined ? socket.emit('connect') : socket.destroy(error(outcome.fails))), outcome.after);
      return socket;
    },
  };
}

const never = new AbortController().signal;

describe('order', () => {
  test('families in turn, beginning with the first', () => {
    expect(interleave(['::1', '::2', '::3', '10.0.0.1', '10.0.0.2'])).toEqual(['::1', '10.0.0.1', '::2', '10.0.0.2', '::3']);
    expect(interleave(['10.0.0.1', '::1', '10.0.0.1'])).toEqual(['10.0.0.1', '::1']);
    expect(interleave([])).toEqual([]);
  });
  test('a literal address is not looked up; hundreds of addresses are not all tried; what is no address is dropped', async () => {
    const look = (): Promise<never> => Promise.reject(new Error('looked up'));
    expect(await addressesOf('::1', look)).toEqual(['::1']);
    const many = await addressesOf('many.example.org', () => Promise.resolve(Array.from({ length: 300 }, (_, at) => ({ address: `10.0.1.${at % 250}`, family: 4 }))));
    expect(many).toHaveLength(12);
    await expect(addressesOf('x.example.org', () => Promise.resolve([{ address: 'x', family: 4 }]))).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('the race', () => {
  test('a slow first attempt is not cut short by later ones: it may still win', async () => {
    const log: string[] = [];
    const { connector, sockets } = scripted({ '::1': { after: 120 }, '10.0.0.1': null, '::2': null }, log);
    const winner = await raceAddresses(['::1', '10.0.0.1', '::2'], 993, { signal: never, connector, staggerMs: 20 });
    expect(log).toEqual(['::1', '10.0.0.1', '::2']);
    expect(winner).toBe(sockets.get('::1'));
    expect([...sockets.values()].map((socket) => socket.destroyed)).toEqual([false, true, true]);
    winner.destroy();
  });

  test('a black hole costs one interval', async () => {
    const log: string[] = [];
    const { connector, sockets } = scripted({ '::1': null, '10.0.0.1': { after: 1 } }, log);
    expect(await raceAddresses(['::1', '10.0.0.1'], 993, { signal: never, connector, staggerMs: 20 })).toBe(sockets.get('10.0.0.1'));
    expect(sockets.get('::1')!.destroyed).toBe(true);
  });

  test('a quick failure starts the next attempt at once', async () => {
    const log: string[] = [];
    const { connector, sockets } = scripted({ '::1': { after: 1, fails: 'ENETUNREACH' }, '10.0.0.1': { after: 1 } }, log);
    expect(await raceAddresses(['::1', '10.0.0.1'], 993, { signal: never, connector, staggerMs: 60_000 })).toBe(sockets.get('10.0.0.1'));
  });

  test('two that connect in the same moment: one is used, the other closed', async () => {
    const log: string[] = [];
    const { connector, sockets } = scripted({ '::1': { after: 60 }, '10.0.0.1': { after: 0 } }, log);
    const winner = await raceAddresses(['::1', '10.0.0.1'], 993, { signal: never, connector, staggerMs: 59 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([...sockets.values()].filter((socket) => !socket.destroyed)).toEqual([winner]);
    winner.destroy();
  });

  test.each([
    [['ENETUNREACH', 'ECONNREFUSED'], 'ECONNREFUSED'],
    [['ECONNREFUSED', 'ETIMEDOUT'], 'ECONNREFUSED'],
    [['EHOSTUNREACH', 'ETIMEDOUT'], 'ETIMEDOUT'],
    [['ENETUNREACH', 'EHOSTUNREACH'], 'EHOSTUNREACH'],
  ])('%j: what says most is told', async ([first, second], told) => {
    const { connector } = scripted({ '::1': { after: 1, fails: first! }, '10.0.0.1': { after: 1, fails: second! } }, []);
    await expect(raceAddresses(['::1', '10.0.0.1'], 993, { signal: never, connector })).rejects.toMatchObject({ code: told });
  });

  test('an abort ends every attempt, and no new one begins', async () => {
    const log: string[] = [];
    const { connector, sockets } = scripted({}, log);
    const control = new AbortController();
    const race = raceAddresses(['::1', '10.0.0.1', '::2', '10.0.0.2'], 993, { signal: control.signal, connector, staggerMs: 20 });
    setTimeout(() => control.abort(new Error('enough')), 30);
    await expect(race).rejects.toThrow('enough');
    const begun = log.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(log).toHaveLength(begun);
    expect([...sockets.values()].every((socket) => socket.destroyed)).toBe(true);
  });
});

describe('connect', () => {
  const options = (port: number, more: Partial<ConnectOptions> = {}): ConnectOptions => ({ host: 'mail.example.org', port, tls: false, deadlineMs: 5000, ...more });

  test('IPv6 into a black hole, IPv4 answers', async () => {
    const port = await listen();
    const connector: Connector = (address, to) => (address === '::1' ? new Socket() : tcpConnector(address, to));
    const lookup = (): Promise<{ address: string; family: number }[]> => Promise.resolve([{ address: '::1', family: 6 }, { address: '127.0.0.1', family: 4 }]);
    const socket = await connect(options(port, { lookup, connector }));
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  test('every address refuses', async () => {
    const port = await listen();
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const lookup = (): Promise<{ address: string; family: number }[]> => Promise.resolve([{ address: '127.0.0.1', family: 4 }, { address: '127.0.0.2', family: 4 }]);
    expect(await failureOf(connect(options(port, { lookup })))).toMatchObject({ code: 'connection-refused', message: 'mail.example.org refuses connections on this port.' });
  });

  test('one deadline: a name server that never answers, then an address that never does', async () => {
    expect(await failureOf(connect(options(1, { lookup: () => new Promise(() => undefined), deadlineMs: 40 })))).toMatchObject({ code: 'timeout' });
    const lookup = (): Promise<{ address: string; family: number }[]> => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const sockets: Socket[] = [];
    const connector = (): Socket => sockets[sockets.push(new Socket()) - 1]!;
    expect(await failureOf(connect(options(1, { lookup, connector, deadlineMs: 40 })))).toMatchObject({ code: 'timeout' });
    expect(sockets.map((socket) => socket.destroyed)).toEqual([true]);
  });

  test.each([
    ['ENOTFOUND', 'name-not-found'], ['EAI_AGAIN', 'name-not-found'],
  ])('a lookup that fails with %s', async (code, expected) => {
    expect((await failureOf(connect(options(1, { lookup: () => Promise.reject(error(code)) })))).code).toBe(expected);
  });

  test.each(['', 'mail example.org', 'a\0b', '0x7f.1', '2130706433', 'mail.example.org\r\nX', 'a/b', '-'.repeat(300)])('%j is no name and is not looked up', async (host) => {
    expect((await failureOf(connect(options(1, { host, lookup: () => Promise.reject(new Error('looked up')) })))).code).toBe('name-not-found');
  });

  test('a name of another script is looked up in its ASCII form, without a trailing dot', async () => {
    const asked: string[] = [];
    const lookup = (host: string): Promise<never> => {
      asked.push(host);
      return Promise.reject(error('ENOTFOUND'));
    };
    await failureOf(connect(options(1, { host: 'Bücher.example.', lookup })));
    expect(asked).toEqual(['xn--bcher-kva.example']);
  });

  test('cancelled before and during', async () => {
    expect((await failureOf(connect(options(1, { signal: AbortSignal.abort() })))).code).toBe('cancelled');
    const control = new AbortController();
    const waiting = failureOf(connect(options(1, { lookup: () => new Promise(() => undefined), signal: control.signal })));
    control.abort();
    expect((await waiting).code).toBe('cancelled');
  });
});
