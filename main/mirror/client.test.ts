import { beforeEach, describe, expect, test } from 'vitest';
import { ManualPort } from '../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../test/support/mirror-records.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import type { Clock } from '../ports.ts';
import { createMirrorClient, REQUEST_DEADLINE, type MirrorClient } from './client.ts';
import type { Changes } from './protocol/batch.ts';
import { MIRROR_PROTOCOL, type FromMirror, type ToMirror } from './protocol/messages.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));
const unavailable = { failure: { code: 'mirror-unavailable' } };
const noChanges: Changes = { folderList: false, folders: [] };

/** Runs only when told to. */
class ManualClock implements Clock {
  #now = 0;
  #timers = new Map<() => void, number>();
  now(): number {
    return this.#now;
  }
  after(ms: number, run: () => void): () => void {
    const timer = () => run();
    this.#timers.set(timer, this.#now + ms);
    return () => this.#timers.delete(timer);
  }
  pass(ms: number): void {
    this.#now += ms;
    for (const [timer, at] of this.#timers) {
      if (at > this.#now) continue;
      this.#timers.delete(timer);
      timer();
    }
  }
  get pending(): number {
    return this.#timers.size;
  }
}

let port: ManualPort;
let clock: ManualClock;
let client: MirrorClient;
let heard: ToMirror[];

/** A mirror that says only what the test says. */
function connect(hello: FromMirror | null = { kind: 'hello', protocol: MIRROR_PROTOCOL, state: 'kept' }): Transport {
  const [near, far] = memoryTransportPair();
  far.onMessage((message) => heard.push(message as ToMirror));
  if (hello) far.post(hello);
  port.connect(near);
  return far;
}
const say = (far: Transport, message: FromMirror): void => far.post(message);

beforeEach(() => {
  port = new ManualPort();
  clock = new ManualClock();
  client = createMirrorClient(port, clock, () => undefined);
  heard = [];
});

describe('before the mirror is there', () => {
  test('requests are refused, ready() waits', async () => {
    let ready = false;
    void client.ready().then(() => (ready = true));
    await expect(client.apply({})).rejects.toMatchObject(unavailable);
    connect(null);
    await expect(client.query('folders', {})).rejects.toMatchObject(unavailable);
    expect([client.status.state, ready]).toEqual(['starting', false]);
    connect();
    await settle();
    expect([client.status.state, client.opened, ready]).toEqual(['ready', 'kept', true]);
  });

  test('a mirror of another version is not used', async () => {
    const far = connect({ kind: 'hello', protocol: MIRROR_PROTOCOL + 1, state: 'kept' });
    let closed = false;
    far.onClose(() => (closed = true));
    await settle();
    expect(client.status.state).toBe('failing');
    expect(client.status.note).toMatch(/another version/u);
    expect(closed).toBe(true);
    await expect(client.apply({})).rejects.toMatchObject(unavailable);
  });
});

describe('on a line', () => {
  test('answers reach who asked, in whatever order they come', async () => {
    const far = connect();
    await client.ready();
    const first = client.query('folderStorage', { folderId: inbox });
    const second = client.query('storage', {});
    await settle();
    expect(heard.map((message) => message.id)).toEqual([1, 2]);
    say(far, { kind: 'answer', id: 2, answer: { usage: 1, quota: 2 } });
    say(far, { kind: 'answer', id: 1, answer: null });
    say(far, { kind: 'answer', id: 77, answer: 'nobody asked' });
    expect(await Promise.all([first, second])).toEqual([null, { usage: 1, quota: 2 }]);
    expect(clock.pending).toBe(0);
  });

  test('changes are announced in order before apply resolves, and a listener that throws costs nothing', async () => {
    const far = connect();
    await client.ready();
    const story: unknown[] = [];
    client.onChanges(() => {
      throw new Error('listener');
    });
    const stop = client.onChanges((changes) => story.push(changes.folderList));
    const applied = [true, false].map((folderList, i) => client.apply({ folders: [folderWrite(inbox)] }).then(() => story.push(`applied ${i} ${folderList}`)));
    say(far, { kind: 'done', id: 1, changes: { ...noChanges, folderList: true } });
    await applied[0];
    say(far, { kind: 'done', id: 2, changes: noChanges });
    await applied[1];
    expect(story).toEqual([true, 'applied 0 true', false, 'applied 1 false']);
    stop();
    void client.apply({});
    say(far, { kind: 'done', id: 3, changes: noChanges });
    await settle();
    expect(story).toHaveLength(4);
  });

  test('what is in flight can be seen until it is acknowledged', async () => {
    const far = connect();
    await client.ready();
    const page = pageOf(inbox, [{ uid: 1 }]);
    const applied = client.apply({ pages: [page] });
    void client.query('folders', {}).catch(() => undefined);
    const { batches, bytes } = client.inFlight();
    expect(batches).toBe(1);
    expect(bytes).toBeGreaterThan(page.rows.length);
    say(far, { kind: 'done', id: 1, changes: noChanges });
    await applied;
    expect(client.inFlight()).toEqual({ batches: 0, bytes: 0 });
  });

  test('a refusal keeps its code and leaves the rest alone; a fatal one says "failing"', async () => {
    const far = connect();
    await client.ready();
    const refused = client.apply({});
    const other = client.query('folders', {});
    say(far, { kind: 'error', id: 1, code: 'not-found', message: 'no such folder', fatal: false });
    await expect(refused).rejects.toMatchObject({ failure: { code: 'not-found', message: 'no such folder' } });
    expect(client.status.state).toBe('ready');
    say(far, { kind: 'error', id: 2, code: 'mirror-unavailable', message: 'disk', fatal: true });
    await expect(other).rejects.toMatchObject(unavailable);
    expect(client.status).toMatchObject({ state: 'failing', note: 'disk' });
    await expect(client.apply({})).rejects.toMatchObject(unavailable);
  });
});

describe('a lost line', () => {
  test('rejects what was in flight, repeats nothing, and the next line works', async () => {
    const far = connect();
    await client.ready();
    const lost = [client.apply({}), client.query('folders', {}), client.wipe()].map((request) => expect(request).rejects.toMatchObject(unavailable));
    await settle();
    far.close();
    await Promise.all(lost);
    expect([client.status.state, client.opened, client.inFlight().batches, clock.pending]).toEqual(['starting', undefined, 0, 0]);
    heard = [];
    connect();
    await client.ready();
    await settle();
    expect(heard).toEqual([]);
  });

  test('a newer line replaces the old one, whose late words count no more', async () => {
    const old = connect();
    await client.ready();
    const lost = expect(client.apply({})).rejects.toMatchObject(unavailable);
    const next = connect();
    say(old, { kind: 'failing', message: 'old trouble' });
    await lost;
    await client.ready();
    const asked = client.query('folders', {});
    say(old, { kind: 'answer', id: 2, answer: ['wrong'] });
    say(next, { kind: 'answer', id: 2, answer: [] });
    expect(await asked).toEqual([]);
    expect(client.status.state).toBe('ready');
  });

  test('a mirror that never answers is given up after the deadline', async () => {
    const far = connect();
    await client.ready();
    let closed = false;
    far.onClose(() => (closed = true));
    const first = expect(client.apply({})).rejects.toMatchObject(unavailable);
    clock.pass(REQUEST_DEADLINE - 1);
    const second = expect(client.query('folders', {})).rejects.toMatchObject(unavailable);
    expect(client.status.state).toBe('ready');
    clock.pass(1);
    await Promise.all([first, second]);
    await settle();
    expect([client.status.state, closed, clock.pending]).toEqual(['failing', true, 0]);
    connect();
    await client.ready();
    expect(client.status).toMatchObject({ state: 'ready', note: '' });
  });
});

test('an empty mirror is fine at first, and a loss when there was one before', async () => {
  const empty: FromMirror = { kind: 'hello', protocol: MIRROR_PROTOCOL, state: 'empty' };
  connect(empty);
  await client.ready();
  expect(client.status).toMatchObject({ state: 'ready', note: '' });
  connect(empty);
  await client.ready();
  expect(client.status.state).toBe('rebuilding');
  expect(client.status.note).toMatch(/lost/u);
});

test('states are told as they change', async () => {
  const states: string[] = [];
  client.onState(({ state }) => states.push(state));
  const far = connect({ kind: 'hello', protocol: MIRROR_PROTOCOL, state: 'set-aside' });
  await client.ready();
  client.rebuilt();
  say(far, { kind: 'failing', message: 'disk full' });
  await settle();
  far.close();
  await settle();
  expect(states).toEqual(['rebuilding', 'ready', 'failing', 'starting']);
});
