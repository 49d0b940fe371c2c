import { expect, test } from 'vitest';
import { fail } from '../../shared/failure.ts';
import type { AccountId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { capabilities } from '../imap/capabilities.ts';
import type { Session } from '../imap/session.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { Abilities } from './abilities.ts';

/** `works`: whether the next lease gets a line; one line after another. */
function stage(works: boolean[]) {
  const timers = new Map<() => void, number>();
  const logged: string[] = [];
  let selects = 0;
  const session = {
    capabilities: capabilities(['IMAP4rev1']),
    select: () => { selects += 1; return Promise.resolve({ wireName: 'INBOX', permanentFlags: ['\\Seen', '$Label1', '\\*'], readOnly: false }); },
  } as unknown as Session;
  const abilities = new Abilities({
    accountId: 'a' as AccountId,
    clock: { now: () => 0, after: (ms, run) => { timers.set(run, ms); return () => { timers.delete(run); }; } },
    log: (_level, event) => void logged.push(event),
    lease: (work) => (works.shift() === true ? work(session) : Promise.reject(fail('connection-lost', say('engine-imap.lineLost')))),
    folders: () => Promise.resolve([{ id: 'a/INBOX', wireName: 'INBOX', role: 'inbox', selectable: true } as unknown as FolderRecord]),
  });
  const settle = () => new Promise((resolve) => { setImmediate(resolve); });
  const pass = async () => {
    for (const run of [...timers.keys()]) { timers.delete(run); run(); }
    await settle();
  };
  return { abilities, selects: () => selects, timers, logged, settle, pass };
}

test('asked once somebody wants to know and the account is in step', async () => {
  const { abilities, timers, settle } = stage([true]);
  let told = 0;
  abilities.watch(() => { told += 1; });
  await settle();
  expect(told).toBe(0);
  abilities.calm();
  await settle();
  expect(told).toBe(1);
  expect(abilities.known).toMatchObject({ newKeywords: true, keywords: ['$Label1'] });
  expect(timers.size).toBe(0);
});

test('a line that breaks over it: asked again by itself, until it is known', async () => {
  const { abilities, timers, logged, settle, pass } = stage([false, false, true]);
  abilities.watch(() => undefined);
  abilities.calm();
  await settle();
  expect([...timers.values()]).toEqual([60_000]);
  await pass();
  expect(timers.size).toBe(1);
  await pass();
  expect(abilities.known.newKeywords).toBe(true);
  expect(timers.size).toBe(0);
  expect(logged).toEqual(['abilities.not-learned', 'abilities.not-learned']);
});

test('nobody wants to know any more, or the account stops: not asked again', async () => {
  for (const end of ['leave', 'stop'] as const) {
    const { abilities, timers, settle } = stage([false, true]);
    const leave = abilities.watch(() => undefined);
    abilities.calm();
    await settle();
    expect(timers.size).toBe(1);
    if (end === 'leave') leave();
    else abilities.stop();
    expect(timers.size).toBe(0);
    if (end === 'stop') {
      abilities.watch(() => undefined);
      await settle();
      expect(abilities.known.newKeywords).toBe(null);
    }
  }
});

test('it fails after the account has stopped: no timer is left', async () => {
  const { abilities, timers, settle } = stage([false]);
  abilities.watch(() => undefined);
  abilities.calm();
  abilities.stop();
  await settle();
  expect(timers.size).toBe(0);
});

const opened = (abilities: Abilities, wireName: string, permanentFlags: string[], readOnly = false) => abilities.opened({ wireName, permanentFlags, readOnly });

test('a keyword that another program has made since is told by the next SELECT, whoever asks for it', () => {
  const { abilities } = stage([]);
  let told = 0;
  abilities.watch(() => { told += 1; });
  opened(abilities, 'INBOX', ['\\Seen', 'old']);
  expect(abilities.known).toMatchObject({ newKeywords: false, keywords: ['old'] });
  opened(abilities, 'inbox', ['\\Seen', 'old', 'made-since']);
  expect(abilities.known).toMatchObject({ newKeywords: false, keywords: ['old', 'made-since'] });
  opened(abilities, 'INBOX', ['\\Seen', 'old', 'made-since']);
  expect(told).toBe(2);
});

test('the inbox speaks for all, and what is opened read-only says nothing', () => {
  const { abilities } = stage([]);
  opened(abilities, 'INBOX', ['\\Seen', 'one']);
  opened(abilities, 'Archive', ['\\Seen', 'two', '\\*']);
  opened(abilities, 'INBOX', [], true);
  expect(abilities.known).toMatchObject({ newKeywords: false, keywords: ['one'] });
});

test('told by the sync before anybody asked: the inbox is not opened for it once more', async () => {
  const { abilities, settle, selects } = stage([true]);
  opened(abilities, 'INBOX', ['\\Seen', 'one']);
  abilities.watch(() => undefined);
  abilities.calm();
  await settle();
  expect(selects()).toBe(0);
  expect(abilities.known.keywords).toEqual(['one']);
});
