/** The computer slept, or the network is another one: lines that died without a word are found out and opened anew. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { folderId } from '../../shared/ids.ts';
import { createDisk, quietDemo, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';

let demo: DemoHandle;
let disk: Disk;
let harness: Harness;
let gate: Server;
const through = new Set<Socket>();
let opened = 0;

afterEach(async () => {
  await harness.stop();
  for (const socket of through) socket.destroy();
  gate.close();
  await demo.close();
  await removeDisk(disk);
});

/** In front of the demo server; `die` silences the lines there are, as a router does that has forgotten them. */
async function openGate(): Promise<{ port: number; die(): void }> {
  gate = createServer((socket) => {
    opened++;
    const server = connect(demo.imap.port, '127.0.0.1');
    socket.pipe(server).pipe(socket);
    for (const one of [socket, server]) {
      through.add(one);
      one.on('error', () => undefined);
    }
  });
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  const address = gate.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    die: () => { for (const socket of through) socket.unpipe().pause(); },
  };
}

test.each(['the host', 'a window'])('told by %s that it woke up, the engine finds the dead lines and mail comes again', async (who) => {
  demo = await quietDemo();
  const { port, die } = await openGate();
  disk = await createDisk();
  let wakeUp = (): void => undefined;
  harness = await startHarness(disk, {
    // Ten times as fast: the probe's patience is real.
    clock: { now: () => Date.now(), after(ms, run) { const timer = setTimeout(run, ms / 10); return () => clearTimeout(timer); } },
    system: { onWake(listener) { wakeUp = listener; return () => undefined; } },
  });
  const { settings, password } = settingsFor(demo);
  const added = await harness.client.call('accounts.add', { settings: { ...settings, imap: { ...settings.imap, port } }, password });
  if (!added.ok) throw new Error(JSON.stringify(added.failure));
  await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.every(({ phase }) => phase === 'ready'));
  const newest = (subject: string) => harness.waitFor('messages.list', { folderId: folderId(added.value.accountId, 'INBOX'), from: 0, count: 5 }, ({ rows }) => rows[0]?.subject === subject);
  demo.store.deliver('From: ann@example.org\nSubject: Before\n\nHello\n');
  await newest('Before');

  die();
  const before = opened;
  demo.store.deliver('From: ann@example.org\nSubject: Asleep\n\nHello\n');
  if (who === 'the host') wakeUp();
  else await harness.client.call('app.online', {});
  await newest('Asleep');
  demo.store.deliver('From: ann@example.org\nSubject: Awake\n\nHello\n');
  await newest('Awake');
  expect(opened).toBeGreaterThan(before);
});
