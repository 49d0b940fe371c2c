/** A server that allows one connection, or two: the whole application works through it, and mail still comes by itself. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import { folderId } from '../../shared/ids.ts';
import { createDisk, quietDemo, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';

let demo: DemoHandle;
let disk: Disk;
let harness: Harness;
let gate: Server;
const through = new Set<Socket>();
let peak = 0;

afterEach(async () => {
  await harness.stop();
  for (const socket of through) socket.destroy();
  gate.close();
  await demo.close();
  await removeDisk(disk);
});

/** In front of the demo server: no more than `most` at a time. */
async function openGate(most: number): Promise<number> {
  peak = 0;
  gate = createServer((socket) => {
    if (through.size >= most) {
      socket.end('* BYE [LIMIT] Too many connections\r\n');
      return;
    }
    through.add(socket);
    peak = Math.max(peak, through.size);
    const server = connect(demo.imap.port, '127.0.0.1');
    socket.pipe(server).pipe(socket);
    const over = (): void => {
      through.delete(socket);
      socket.destroy();
      server.destroy();
    };
    socket.on('close', over).on('error', over);
    server.on('close', over).on('error', over);
  });
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  const address = gate.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe.each([1, 2])('%i allowed', (most) => {
  test('sync, opening, acting, searching, and mail that comes by itself', async () => {
    demo = await quietDemo();
    const port = await openGate(most);
    disk = await createDisk();
    harness = await startHarness(disk);
    const { settings, password } = settingsFor(demo);
    const added = await harness.client.call('accounts.add', { settings: { ...settings, imap: { ...settings.imap, port } }, password });
    if (!added.ok) throw new Error(JSON.stringify(added.failure));
    const { accountId } = added.value;
    const inbox = folderId(accountId, 'INBOX');
    const { rows } = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 200 }, (list) => list.rows.length === demo.store.messages().length && !list.syncing);
    await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.every(({ phase }) => phase === 'ready'));

    await Promise.all(rows.slice(0, 5).map((row) => harness.waitFor('messages.view', { messageId: row.id }, ({ body }) => body !== null)));
    const row = rows[0]!;
    await harness.client.call('messages.setFlags', { messageIds: [row.id], add: ['flagged'], remove: [] });
    await harness.waitFor('activity.list', {}, ({ operations }) => operations.every(({ state }) => state === 'done'));
    const uid = Number(row.id.split(':')[1]!.split('@')[0]);
    expect(demo.store.messages().find((message) => message.uid === uid)!.flags.has('\\Flagged')).toBe(true);
    await harness.waitFor('search.results', { text: 'e', scope: { accountId } }, ({ state, failures }) => state === 'done' && failures.length === 0);

    demo.store.deliver('From: ann@example.org\nTo: you@example.org\nSubject: Just now\nMessage-ID: <now@example.org>\n\nHello\n');
    await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 200 }, (list) => list.rows[0]!.subject === 'Just now');
    expect(peak).toBe(most);
    expect(harness.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
