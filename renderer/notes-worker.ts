/** Service worker of the browser host: hands what the user does with a notification to a window. It fetches nothing and keeps nothing. */
import { LISTENING, type NoteAnswer } from './app/notes/answer.ts';

interface Client { readonly focused: boolean; readonly visibilityState: string; focus(): Promise<unknown>; postMessage(message: unknown): void }
interface Extended { waitUntil(work: Promise<unknown>): void }
interface NoteEvent extends Extended { readonly notification: Notification; readonly action?: string }
interface Scope {
  readonly clients: { matchAll(options: object): Promise<readonly Client[]>; openWindow(url: string): Promise<unknown> };
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install', listener: (event: Extended) => void): void;
  addEventListener(name: 'notificationclick' | 'notificationclose', listener: (event: NoteEvent) => void): void;
  addEventListener(name: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

const scope = globalThis as unknown as Scope;
/** Answered while no window was there; the one that is being opened takes it. */
let waiting: NoteAnswer | null = null;

/** A later note takes the place of an earlier one: it may come while the earlier one is being answered. */
const seen = ({ tag, timestamp }: Notification & { readonly timestamp?: number }): Pick<NoteAnswer, 'id' | 'at'> => ({ id: tag, at: timestamp ?? Number.MAX_SAFE_INTEGER });

async function tell(answer: NoteAnswer, show: boolean): Promise<void> {
  const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const chosen = windows.find(({ focused }) => focused) ?? windows.find(({ visibilityState }) => visibilityState === 'visible') ?? windows[0];
  if (chosen) {
    chosen.postMessage(answer);
    if (show) await chosen.focus().catch(() => undefined); // the message is open all the same
    return;
  }
  if (!show) return;
  waiting = answer;
  await scope.clients.openWindow(scope.registration.scope);
}

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const action = event.action || 'open';
  event.waitUntil(tell({ kind: 'godwit:note', ...seen(event.notification), action }, action === 'open' || action === 'reply'));
});

scope.addEventListener('notificationclose', (event) => event.waitUntil(tell({ kind: 'godwit:note', ...seen(event.notification), action: null }, false)));

scope.addEventListener('message', (event) => {
  if (event.data !== LISTENING || !waiting) return;
  (event.source as unknown as Client).postMessage(waiting);
  waiting = null;
});
