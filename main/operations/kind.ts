/** What one kind of operation is: each has a file in `kinds/`. */
import type { FolderId } from '../../shared/ids.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Entry } from './entry.ts';
import type { Mask } from './mask.ts';
import type { OperationBase } from './operation-base.ts';
import type { ReplayContext } from './replay-context.ts';

/** The fields of an operation yet to be made; whoever makes it lets the schema check them. */
export type Draft = Pick<OperationBase, 'folderId' | 'uidValidity' | 'targets' | 'title' | 'titleWords'> & { kind: string; [field: string]: unknown };

export interface Kind<O extends OperationBase> {
  /** Its folder selected, or only to be there. */
  readonly needs: 'selected' | 'folder';
  /** What it makes of its messages' flags until the server has it; back-out is the reverse. */
  mask(operation: O): Mask;
  /** Where it takes its messages; 'nowhere' for good, null if they stay. */
  leaves(operation: O): FolderId | 'nowhere' | null;
  /** What it makes of the folder list until the server has it. */
  folders?(operation: O, folders: readonly FolderRecord[]): readonly FolderRecord[];
  /** Its folder is not there any more: is that because this is done? */
  isDone?(operation: O, folders: readonly FolderRecord[]): boolean;
  /** Carries it out and notes it done. Repeating it after a cut does no harm. */
  replay(entry: Entry<O>, context: ReplayContext): Promise<void>;
  /** What takes it back once it is done. Throws FailureError where nothing can. */
  reverse(entry: Entry<O>): Draft;
}
