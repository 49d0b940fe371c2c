/** What the user asked for outside of the window: kept until a window has taken it up. */
import type { FolderId, MessageId } from '../../shared/ids.ts';
import type { WindowRequest } from '../../shared/model/note.ts';
import { createEmitter, type Emitter } from '../emitter.ts';

export interface Requests {
  readonly asked: Emitter<void>;
  readonly newest: WindowRequest | null;
  ask(kind: WindowRequest['kind'], folderId: FolderId, messageId: MessageId | null): void;
}

export function createRequests(): Requests {
  const asked = createEmitter<void>();
  let newest: WindowRequest | null = null;
  return {
    asked,
    get newest() { return newest; },
    ask(kind, folderId, messageId) {
      newest = { number: (newest?.number ?? 0) + 1, kind, folderId, messageId };
      asked.emit();
    },
  };
}
