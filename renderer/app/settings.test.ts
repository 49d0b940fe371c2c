/** Settings of a window over an engine that keeps them. */
import { beforeEach, expect, test, vi } from 'vitest';
import { failed, failure, success, type Result } from '../../shared/failure.ts';
import { readSettings, type Settings } from '../../shared/model/settings.ts';
import type { Connection } from '../engine/connection.ts';

type Value = { settings: Settings; isUntouched: boolean };

let stored: Map<string, string>;
let dataset: Record<string, string>;
let changes: unknown[];
let reloads: number;
let answer: Result<object>;
let push: (value: Value) => void;
let connection: Connection;

beforeEach(() => {
  vi.resetModules();
  stored = new Map();
  dataset = {};
  changes = [];
  answer = success({});
  vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => void stored.set(key, value) });
  reloads = 0;
  vi.stubGlobal('location', { reload: () => { reloads += 1; } });
  vi.stubGlobal('navigator', { languages: ['xx-YY', 'en-GB'] });
  vi.stubGlobal('document', { documentElement: { dataset } });
  const client = { watch: (_name: string, _input: unknown, { onValue }: { onValue: (value: Value) => void }) => { push = onValue; return () => {}; } };
  connection = {
    state: () => ({ client, phase: 'connected', trouble: null }),
    subscribe: () => () => {},
    call: (_name: string, input: unknown) => { changes.push(input); return Promise.resolve(answer); },
  } as unknown as Connection;
});
const load = async () => ({ ...await import('../engine/settings.ts'), ...await import('./settings.ts') });
const engine = (appearance: Partial<Settings['appearance']>, isUntouched = false): Value => ({ settings: readSettings({ appearance }), isUntouched });

test('the copy is on the page before the engine has answered; then the engine counts', async () => {
  stored.set('godwit.settings', '{"theme":"dark","accent":"plum","density":"compact"}');
  const { applySettings, followSettings } = await load();
  applySettings();
  expect(dataset).toEqual({ theme: 'dark', accent: 'plum' });
  followSettings(connection);
  push(engine({ theme: 'light', accent: 'moss' }));
  expect(dataset).toEqual({ theme: 'light', accent: 'moss' });
  expect(JSON.parse(stored.get('godwit.settings')!)).toMatchObject({ theme: 'light', accent: 'moss' });
  expect(changes).toEqual([]);
});

test('what an earlier version kept in the browser is taken over once, without a flicker', async () => {
  stored.set('godwit.settings', '{"theme":"dark","accent":"purple"}');
  const { applySettings, followSettings } = await load();
  applySettings();
  followSettings(connection);
  push(engine({}, true));
  expect(changes).toMatchObject([{ appearance: { theme: 'dark', accent: 'teal', density: 'comfortable' } }]);
  expect(dataset['theme']).toBe('dark');
  push(engine({}, true));
  expect(changes).toHaveLength(1);
  expect(dataset['theme']).toBe('dark');
});

test('a new profile with nothing in the browser writes nothing', async () => {
  const { followSettings } = await load();
  followSettings(connection);
  push(engine({}, true));
  expect(changes).toEqual([]);
});

test('a change shows at once, also over older news, and goes back if it cannot be kept', async () => {
  const { applySettings, changeSettings, followSettings } = await load();
  applySettings();
  followSettings(connection);
  push(engine({}));
  const kept = changeSettings(connection, { appearance: { theme: 'dark' } });
  push(engine({ accent: 'plum' }));
  expect(dataset).toEqual({ theme: 'dark', accent: 'plum' });
  await kept;
  expect(dataset['theme']).toBe('dark');
  answer = failed(failure('storage', 'The disk is full.'));
  const refused = changeSettings(connection, { appearance: { theme: 'light' } });
  expect(dataset['theme']).toBe('light');
  expect((await refused).ok).toBe(false);
  expect(dataset['theme']).toBe('dark');
});

test('a group keeps its identity while another changes; an entry is merged and taken away', async () => {
  const { changeSettings, followSettings, shownSettings } = await load();
  followSettings(connection);
  push(engine({}));
  const { reading } = shownSettings();
  await changeSettings(connection, { senders: { 'ann@example.org': { images: true } }, list: { conversations: true } });
  await changeSettings(connection, { senders: { 'ann@example.org': { original: true } } });
  expect(shownSettings().senders).toEqual({ 'ann@example.org': { images: true, original: true } });
  expect(shownSettings().list.conversations).toBe(true);
  expect(shownSettings().reading).toBe(reading);
  await changeSettings(connection, { senders: { 'ann@example.org': null } });
  expect(shownSettings().senders).toEqual({});
});

test('the copy has what the first frame of the next start needs, also beside the looks', async () => {
  const first = await load();
  first.followSettings(connection);
  push(engine({ theme: 'dark' }));
  await first.changeSettings(connection, { list: { conversations: true } });
  vi.resetModules();
  const { shownSettings } = await load();
  expect(shownSettings()).toMatchObject({ appearance: { theme: 'dark' }, list: { conversations: true } });
});

test('whoever listens is told of a choice that could not be kept', async () => {
  const { changeSettings, onRefusedSettings } = await load();
  const refused: string[] = [];
  onRefusedSettings(({ code }) => refused.push(code));
  answer = failed(failure('storage', 'The disk is full.'));
  await changeSettings(connection, { privacy: { newSenders: false } });
  expect(refused).toEqual(['storage']);
});

test('another language starts the window anew, once it is kept; one that is not there changes nothing', async () => {
  vi.useFakeTimers();
  const { applySettings, changeSettings, followSettings } = await load();
  applySettings();
  followSettings(connection);
  push(engine({}));
  await changeSettings(connection, { appearance: { language: 'tlh' } });
  vi.advanceTimersByTime(1000);
  expect(reloads).toBe(0);
  answer = failed(failure('storage', 'The disk is full.'));
  await changeSettings(connection, { appearance: { language: 'en-XA' } });
  vi.advanceTimersByTime(1000);
  expect(reloads).toBe(0);
  answer = success({});
  await changeSettings(connection, { appearance: { language: 'en-XA' } });
  vi.advanceTimersByTime(1000);
  expect(reloads).toBe(1);
  vi.useRealTimers();
});
