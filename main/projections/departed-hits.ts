/** Which hits of a search are no longer where they were found. Not all of them are in the mirror: what it never had cannot have gone from it. */
import type { MessageId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';

export interface DepartedHits {
  has(id: MessageId): boolean;
  /** What the mirror says of hits now: flags of those that it has. `vanished`: rows of the folder have gone from it. */
  look(asked: readonly MessageId[], flags: ReadonlyMap<MessageId, number>, vanished: boolean): void;
}

export function createDeparted(): DepartedHits {
  const known = new Set<MessageId>();
  const departed = new Set<MessageId>();
  return {
    has: (id) => departed.has(id),
    look(asked, flags, vanished) {
      for (const id of asked) {
        const bits = flags.get(id);
        if (bits !== undefined) known.add(id);
        // Taken away by the user, who may take that back.
        if (bits !== undefined && (bits & FLAG.hidden) === 0) departed.delete(id);
        else if (bits !== undefined || (vanished && known.has(id))) departed.add(id);
      }
    },
  };
}
