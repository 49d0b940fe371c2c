/** Shows notes as notifications of the browser: through the service worker, with actions, or plainly where there is none. Texts are text: nothing of a message is ever read as anything else. */
import { noteText } from '../../../shared/text/note-text.ts';
import { NOTE_ACTIONS, type Note, type NoteAction } from '../../../shared/model/note.ts';
import { LISTENING, type NoteAnswer } from './answer.ts';

export interface Painter {
  show(note: Note): Promise<void>;
  close(id: string): Promise<void>;
  /** Of notes on screen, also those of an earlier window. */
  shown(): Promise<readonly string[]>;
  stop(): void;
}

/** `null`: put away. */
export type OnAnswer = (id: string, action: NoteAction | null, at: number) => void;

const WORKER = '/notes-worker.js';
/** Windows of this browser tell one after the other. */
const LOCK = 'godwit.note';

/** TypeScript's DOM knows notifications without their time and their buttons. */
type Dated = Notification & { readonly timestamp?: number };
interface Options extends NotificationOptions {
  readonly actions?: readonly { readonly action: string; readonly title: string }[];
  readonly renotify?: boolean;
  readonly timestamp?: number;
}

export async function createPainter(onAnswer: OnAnswer): Promise<Painter> {
  try {
    const registration = await navigator.serviceWorker.register(WORKER, { updateViaCache: 'none' });
    await navigator.serviceWorker.ready;
    return throughWorker(registration, onAnswer);
  } catch {
    // Switched off in this browser: a click is all there is.
    return plain(onAnswer);
  }
}

const optionsOf = (note: Note): Options & { readonly title: string } => {
  const { title, body, actions } = noteText(note);
  return { title, body, tag: note.id, renotify: true, timestamp: note.at, actions: actions.map(({ name, label }) => ({ action: name, title: label })) };
};

function throughWorker(registration: ServiceWorkerRegistration, onAnswer: OnAnswer): Painter {
  const read = ({ data }: MessageEvent<unknown>): void => {
    if (!isAnswer(data)) return;
    onAnswer(data.id, data.action === null ? null : NOTE_ACTIONS.find((known) => known === data.action) ?? 'open', data.at);
  };
  navigator.serviceWorker.addEventListener('message', read);
  navigator.serviceWorker.startMessages();
  registration.active?.postMessage(LISTENING);
  return {
    show: (note) => navigator.locks.request(LOCK, async () => {
      // By another window, or by this one before it was loaded anew: it would ring once more.
      const standing = await registration.getNotifications({ tag: note.id });
      if (standing.some(({ timestamp = 0 }: Dated) => timestamp >= note.at)) return;
      const { title, ...options } = optionsOf(note);
      await registration.showNotification(title, options);
    }),
    close: async (id) => { for (const one of await registration.getNotifications({ tag: id })) one.close(); },
    shown: async () => (await registration.getNotifications()).map(({ tag }) => tag),
    stop: () => navigator.serviceWorker.removeEventListener('message', read),
  };
}

function plain(onAnswer: OnAnswer): Painter {
  const open = new Map<string, Notification>();
  return {
    show(note) {
      // Buttons need a worker.
      const { title, actions: _actions, ...options } = optionsOf(note);
      const one = new Notification(title, options);
      one.addEventListener('click', () => {
        window.focus();
        one.close();
        onAnswer(note.id, 'open', note.at);
      });
      open.set(note.id, one);
      return Promise.resolve();
    },
    close(id) {
      open.get(id)?.close();
      open.delete(id);
      return Promise.resolve();
    },
    shown: () => Promise.resolve([...open.keys()]),
    stop: () => { for (const one of open.values()) one.close(); },
  };
}

const isAnswer = (data: unknown): data is NoteAnswer => typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'godwit:note';
