/** Operations in words. */
import type { OperationKind } from './operation.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { FolderRole } from '../../shared/model/folder.ts';

export function describe(kind: OperationKind, count: number, what: { add?: number; remove?: number; toName?: string; toRole?: FolderRole }): string {
  const messages = count === 1 ? '1 message' : `${count} messages`;
  if (kind === 'delete') return `Delete ${messages} for good`;
  if (kind === 'move') {
    if (what.toRole === 'archive') return `Archive ${messages}`;
    if (what.toRole === 'trash') return `Move ${messages} to Trash`;
    if (what.toRole === 'junk') return `Mark ${messages} as junk`;
    return `Move ${messages} to ${what.toName ?? 'another folder'}`;
  }
  const { add = 0, remove = 0 } = what;
  if (add & FLAG.flagged) return `Flag ${messages}`;
  if (remove & FLAG.flagged) return `Remove the flag from ${messages}`;
  if (add & FLAG.seen) return `Mark ${messages} as read`;
  if (remove & FLAG.seen) return `Mark ${messages} as unread`;
  if (add & FLAG.answered) return `Mark ${messages} as answered`;
  if (add & FLAG.forwarded) return `Mark ${messages} as forwarded`;
  return `Change flags of ${messages}`;
}
