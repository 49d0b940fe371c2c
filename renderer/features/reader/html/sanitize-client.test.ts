/** The worker's client: order, time limit, memory. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIMITS } from '../../../../shared/html/policy.ts';
import { GRACE, SanitizeClient, type SanitizeReply, type SanitizeRequest, type SanitizeWorker } from './sanitize-client.ts';

class FakeWorker implements SanitizeWorker {
  onmessage: ((event: MessageEvent<SanitizeReply>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly asked: SanitizeRequest[] = [];
  ended = false;
  postMessage(request: SanitizeRequest): void { this.asked.push(request); }
  terminate(): void { this.ended = true; }
  answer(): void {
    const request = this.asked.at(-1);
    if (request) this.onmessage?.({ data: { id: request.id, ok: true, html: `clean ${request.html}`, cut: false } } as MessageEvent<SanitizeReply>);
  }
}

let workers: FakeWorker[];
let client: SanitizeClient;
beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  client = new SanitizeClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
});
afterEach(() => { vi.useRealTimers(); });

test('one worker, one message at a time, each answered', async () => {
  const [a, b] = [client.sanitize('a'), client.sanitize('b')];
  expect(workers[0]?.asked.map(({ html }) => html)).toEqual(['a']);
  workers[0]?.answer();
  workers[0]?.answer();
  expect(await Promise.all([a, b])).toEqual([{ ok: true, html: 'clean a', cut: false }, { ok: true, html: 'clean b', cut: false }]);
  expect(workers).toHaveLength(1);
});

test('the same message is not cleaned twice; all of it is another question', async () => {
  const first = client.sanitize('a');
  workers[0]?.answer();
  await first;
  expect(client.sanitize('a')).toBe(first);
  void client.sanitize('a', true);
  expect(workers[0]?.asked).toHaveLength(2);
});

test('a worker that takes too long is ended, and the next message gets a new one', async () => {
  const slow = client.sanitize('slow');
  const next = client.sanitize('next');
  vi.advanceTimersByTime(LIMITS.time);
  expect(await slow).toEqual({ ok: false, reason: 'too-complex' });
  expect(workers[0]?.ended).toBe(true);
  workers[1]?.answer();
  expect(await next).toMatchObject({ ok: true, html: 'clean next' });
  // A failure is not remembered.
  void client.sanitize('slow');
  expect(workers[1]?.asked.at(-1)?.html).toBe('slow');
});

test('a worker that breaks, and one that cannot start, are answers too', async () => {
  const broken = client.sanitize('a');
  workers[0]?.onerror?.(new Event('error') as ErrorEvent);
  expect(await broken).toEqual({ ok: false, reason: 'too-complex' });
  const none = new SanitizeClient(() => { throw new Error('no workers here'); });
  expect(await none.sanitize('a')).toEqual({ ok: false, reason: 'too-complex' });
});

test('what nobody waits for never holds up what is opened: it goes last, and is ended where it takes long', async () => {
  client.warmUp('bomb beside it');
  client.warmUp('another beside it');
  const opened = client.sanitize('opened');
  vi.advanceTimersByTime(GRACE);
  expect(workers[0]?.ended).toBe(true);
  expect(workers[1]?.asked.map(({ html }) => html)).toEqual(['opened']);
  workers[1]?.answer();
  expect(await opened).toMatchObject({ ok: true, html: 'clean opened' });
  expect(workers[1]?.asked.at(-1)?.html).toBe('another beside it');
});

test('what was made ready ahead and is opened meanwhile is not ended, and is made once', async () => {
  client.warmUp('beside it');
  const opened = client.sanitize('beside it');
  const next = client.sanitize('next');
  vi.advanceTimersByTime(GRACE);
  expect(workers).toHaveLength(1);
  workers[0]?.answer();
  expect(await opened).toMatchObject({ ok: true, html: 'clean beside it' });
  workers[0]?.answer();
  expect(await next).toMatchObject({ ok: true, html: 'clean next' });
  expect(workers[0]?.asked.map(({ html }) => html)).toEqual(['beside it', 'next']);
});

test('what is made ready ahead is done in its time where nobody waits', () => {
  client.warmUp('beside it');
  vi.advanceTimersByTime(GRACE * 2);
  workers[0]?.answer();
  expect(workers[0]?.ended).toBe(false);
  expect(client.known('beside it')).toMatchObject({ ok: true });
});
