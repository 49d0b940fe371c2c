/** What the user asked for outside of the window: kept until a window has taken it up. */
import type { FolderId, MessageId } from '../../shared/ids.ts';
import type { WindowRequest } from '../../shared/model/note.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { Clock } from '../ports.ts';

export interface Requests {
  readonly asked: Emitter<void>;
  readonly newest: WindowRequest | null;
  ask(kind: WindowRequest['kind'], folderId: FolderId, messageId: MessageId | null): void;
}

/** Numbers go on from one run to the next: a window remembers the one that it took up, also while nothing runs. */
export function createRequests(clock: Pick<Clock, 'now'>): Requests {
  const asked = createEmitter<void>();
  let newest: WindowRequest | null = null;
  return {
    asked,
    get newest() { return newest; },
    ask(kind, folderId, messageId) {
      newest = { number: Math.max((newest?.number ?? 0) + 1, clock.now()), kind, folderId, messageId };
      asked.emit();
    },
  };
}
