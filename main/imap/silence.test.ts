import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Silence } from './silence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([['', 0], [', also where the clock is set back an hour meanwhile, after twice the time at most', -3_600_000]])('a server that stops answering is noticed%s', (_words, jump) => {
  const elapsed = vi.fn();
  const silence = new Silence(1_000, { expects: () => true, patience: () => 1, ours: () => false, elapsed });
  silence.watch();
  vi.advanceTimersByTime(500);
  vi.setSystemTime(Date.now() + jump);
  vi.advanceTimersByTime(jump === 0 ? 499 : 400);
  expect(elapsed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(jump === 0 ? 2 : 1_102);
  expect(elapsed).toHaveBeenCalledTimes(1);
});

test('what was asked before the clock was set back is not waited for any longer', () => {
  const elapsed = vi.fn();
  const silence = new Silence(1_000, { expects: () => true, patience: () => 1, ours: () => false, elapsed });
  vi.setSystemTime(Date.now() - 3_600_000);
  silence.watch();
  vi.advanceTimersByTime(1_001);
  expect(elapsed).toHaveBeenCalledTimes(1);
});

test('octets that come put it off', () => {
  const elapsed = vi.fn();
  const silence = new Silence(1_000, { expects: () => true, patience: () => 1, ours: () => false, elapsed });
  silence.watch();
  for (let octet = 0; octet < 10; octet += 1) {
    vi.advanceTimersByTime(900);
    silence.broken();
  }
  expect(elapsed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_001);
  expect(elapsed).toHaveBeenCalledTimes(1);
});

test('what came while this process was held is read before the server is said to be silent', async () => {
  vi.useRealTimers();
  const elapsed = vi.fn();
  const silence = new Silence(50, { expects: () => true, patience: () => 1, ours: () => false, elapsed });
  const server = createServer((socket) => socket.write('octets'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const read = new Promise<void>((resolve) => void socket.once('data', () => {
    silence.broken();
    resolve();
  }));
  // The server's side has written before its own callback ends; the hold begins there.
  await once(server, 'connection');
  silence.watch();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120);
  await read;
  silence.stop();
  socket.destroy();
  server.close();
  expect(elapsed).not.toHaveBeenCalled();
});
