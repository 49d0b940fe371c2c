/** An operation and how far it has come. */
import type { Failure } from '../../shared/failure.ts';
import type { FolderId } from '../../shared/ids.ts';
import type { Copied, OperationBase } from './operation-base.ts';

export interface Entry<O extends OperationBase = OperationBase> {
  readonly operation: O;
  readonly state: 'waiting' | 'parked' | 'done';
  readonly failure: Failure | null;
  /** UIDNEXT of the destination before the first COPY or APPEND was sent; null if none was. */
  readonly copyingFrom: number | null;
  /** UIDVALIDITY of the destination at that moment, where it is known. */
  readonly copyingIn?: number;
  /** The copy is proven. */
  readonly copyProven: boolean;
  readonly copied: Copied | null;
  readonly doneAt: number | null;
  /** UIDs in its folder that the server could only mark \Deleted: out of sight for as long as the mark stands. */
  readonly left: readonly number[];
  /** It may have marked its messages \Deleted there, and not got further; `others` were marked before, by somebody else. */
  readonly marking?: { readonly folderId: FolderId; readonly uidValidity: number; readonly others: readonly number[]; /** Ranges of all that it marks, if its targets do not say. */ readonly uids?: readonly (readonly [number, number])[] };
}
