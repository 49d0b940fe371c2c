/** What a window shows first, asked for before the parts that show it are here: the shared projections of its frame, and the list that the window before began with. */
import type { Client } from '../../shared/ipc/client.ts';
import type { ProjectionInput, ProjectionName } from '../../shared/ipc/contract.ts';
import type { Connection } from './connection.ts';
import { ProjectionStore } from './projection-store.ts';
import { sharedProjection } from './shared-projection.ts';

type List = 'messages.list' | 'conversations.list';

const KEPT = 'godwit.first-list';
/** A list that nobody has come for by then is not watched any longer. */
const PATIENCE = 10_000;

interface Early { readonly name: List; readonly key: string; readonly store: ProjectionStore<List>; client: Client | null; stop: () => void }

let early: Early | null = null;
let isNoted = false;

/** Called once, with the connection of the window. */
export function askEarly(connection: Connection): void {
  const leave = [sharedProjection(connection, 'settings.read'), sharedProjection(connection, 'accounts.list'), sharedProjection(connection, 'folders.tree')].map((projection) => projection.subscribe(() => {}));
  const kept = readKept();
  if (kept) early = { ...kept, store: new ProjectionStore<List>(), client: null, stop: () => {} };
  const own = early;
  const off = connection.subscribe(() => {
    const { client } = connection.state();
    if (!client || !own) return;
    off();
    if (early !== own) return;
    own.client = client;
    own.stop = own.store.open(client, own.name, JSON.parse(own.key) as ProjectionInput<List>);
  });
  setTimeout(() => {
    off();
    for (const drop of leave) drop();
    if (early === own) early = null;
    if (own && !isTaken.has(own)) own.stop();
  }, PATIENCE);
}

const isTaken = new WeakSet<Early>();

/** The store of what was asked early, if it is this; else null. */
export const storeAskedEarly = <K extends ProjectionName>(name: K, key: string | null): ProjectionStore<K> | null =>
  (early?.name === name && early.key === key ? (early.store as unknown as ProjectionStore<K>) : null);

/** Goes on with a store that was opened early, over the same line; answers how to stop. Null: it is to be opened. */
export function takeEarly(store: unknown, client: Client, key: string): (() => void) | null {
  const own = early;
  if (!own || own.store !== store || own.client !== client || own.key !== key) return null;
  early = null;
  isTaken.add(own);
  return own.stop;
}

/** The first list of a window is probably the first of the next. */
export function noteFirstList(name: ProjectionName, key: string): void {
  if (isNoted || (name !== 'messages.list' && name !== 'conversations.list')) return;
  isNoted = true;
  try {
    localStorage.setItem(KEPT, JSON.stringify({ name, key }));
  } catch {
    // Denied or full: the next window asks when it knows its folders.
  }
}

function readKept(): { name: List; key: string } | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as { name?: unknown; key?: unknown } | null;
    if ((kept?.name !== 'messages.list' && kept?.name !== 'conversations.list') || typeof kept.key !== 'string') return null;
    JSON.parse(kept.key);
    return { name: kept.name, key: kept.key };
  } catch {
    return null;
  }
}
