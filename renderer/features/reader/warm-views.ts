/** The messages beside the one that is read, opened while nothing else is done: whoever goes on reads at once. */
import type { Client } from '../../../shared/ipc/client.ts';
import type { MessageId } from '../../../shared/ids.ts';
import type { MessageView } from '../../../shared/model/message.ts';
import { keepIdentity } from '../../engine/keep-identity.ts';
import { sanitizer } from './html/sanitize-client.ts';

/** One on either side, and where one has been. */
const KEPT = 6;
/** Longer texts are not kept for the case that somebody might want them. */
const LONGEST = 500_000;
/** Milliseconds: what has no text by then is waited for when it is asked for. */
const PATIENCE = 5_000;

/** Oldest first. */
const warm = new Map<MessageId, MessageView>();

/** What the engine tells, in the very objects that are on screen already; with the text that is known while the engine still looks for it. */
export function withWarm(view: MessageView | null, id: MessageId): MessageView | null {
  const known = warm.get(id) ?? null;
  if (!known || !view) return view ?? known;
  const whole = view.body || view.failure ? view : { ...view, attachments: known.attachments, body: known.body };
  return keepIdentity(known, whole);
}

/** `done` resolves when it is known, or is not to be had for now. */
export function warmUpView(client: Client, id: MessageId): { readonly done: Promise<void>; readonly stop: () => void } {
  let stop = (): void => {};
  const done = warm.has(id) ? Promise.resolve() : new Promise<void>((resolve) => {
    let close = (): void => {};
    const end = (): void => {
      clearTimeout(timer);
      close();
      resolve();
    };
    const timer = setTimeout(end, PATIENCE);
    stop = end;
    close = client.watch('messages.view', { messageId: id, unseen: true }, {
      onValue(view) {
        if (view.failure) return end();
        if (!view.body) return;
        if ((view.body.html?.length ?? 0) + (view.body.text?.length ?? 0) <= LONGEST) keep(id, view);
        end();
      },
      onFailure: end,
    });
  });
  return { done, stop: () => stop() };
}

function keep(id: MessageId, view: MessageView): void {
  warm.delete(id);
  warm.set(id, view);
  // Through the first wall already; the answer is kept there.
  if (view.body?.html != null) sanitizer.warmUp(view.body.html);
  for (const oldest of warm.keys()) {
    if (warm.size <= KEPT) return;
    warm.delete(oldest);
  }
}
