/** About how much of the line a batch takes. */
import type { Batch } from './protocol/batch.ts';
/** Bytes of its blobs, and a guess for the rest. */
export declare function batchBytes(batch: Batch): number;
