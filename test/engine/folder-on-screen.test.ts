/** A server without NOTIFY: mail that comes into the folder on screen comes by itself there too. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

test('the folder on screen is listened to on the line that syncs, and the inbox all the while', async () => {
  const archive = one.folder('Archive');
  const subjects: string[] = [];
  const stop = one.harness.client.watch('messages.list', { folderId: archive, from: 0, count: 50 }, { onValue: ({ rows }) => { subjects.splice(0, subjects.length, ...rows.map(({ subject }) => subject)); }, onFailure: () => undefined });
  await expect.poll(() => subjects.length).toBeGreaterThan(0);
  await one.ready();
  // The line has to be at rest: what comes before is found by the sync itself.
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const subject of ['One', 'Two']) {
    one.demo.store.deliver(`From: a@example.org\nSubject: ${subject}\n\nx\n`, 'Archive');
    await expect.poll(() => subjects[0], { timeout: 4_000 }).toBe(subject);
  }
  one.demo.store.deliver('From: a@example.org\nSubject: Inbound\n\nx\n');
  await one.harness.waitFor('folders.tree', {}, ({ folders }) => folders.some(({ role, total }) => role === 'inbox' && total === one.demo.store.messages().length));
  stop();
  expect(one.harness.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

test('what comes into it while the line is still fetching what came before is not left for the next survey', async () => {
  const archive = one.folder('Archive');
  const subjects: string[] = [];
  const stop = one.harness.client.watch('messages.list', { folderId: archive, from: 0, count: 50 }, { onValue: ({ rows }) => { subjects.splice(0, subjects.length, ...rows.map(({ subject }) => subject)); }, onFailure: () => undefined });
  await expect.poll(() => subjects.length).toBeGreaterThan(0);
  await one.ready();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { faults } = one.demo;
  const take = faults.take.bind(faults);
  // Past SELECT: it is told of with the answer to the FETCH.
  faults.take = (protocol, command, upload) => {
    if (command === 'UID FETCH') {
      faults.take = take;
      deliver('Two');
    }
    return take(protocol, command, upload);
  };
  const deliver = (subject: string): void => void one.demo.store.deliver(`From: a@example.org\nSubject: ${subject}\n\nx\n`, 'Archive');
  deliver('One');
  await expect.poll(() => [...subjects].slice(0, 2).sort(), { timeout: 6_000 }).toEqual(['One', 'Two']);
  stop();
});
