/** What the user has moved or copied: it comes in under a new UID somewhere, and is no news. Pure. */
import type { Entry } from '../operations/entry.ts';
import { kindOf } from '../operations/kind-of.ts';
import type { Operation } from '../operations/operation.ts';

/** Message-IDs. */
export const ownMoves = (entries: readonly Entry<Operation>[]): ReadonlySet<string> =>
  new Set(entries.flatMap(({ operation }) => (operation.kind === 'copy' || kindOf(operation).leaves(operation) !== null ? operation.targets.map(({ messageId }) => messageId) : [])));
