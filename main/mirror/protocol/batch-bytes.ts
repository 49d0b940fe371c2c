/** About how much of the line a batch takes. */
import type { Batch } from './batch.ts';

/** Bytes of its blobs, and a guess for the rest. */
export function batchBytes(batch: Batch): number {
  let bytes = 100;
  for (const page of batch.pages ?? []) bytes += page.rows.length + page.uids.length + page.dates.length + page.flags.length + 100;
  for (const { uids } of batch.renumbered ?? []) bytes += uids.length * 3;
  for (const { changes } of batch.flags ?? []) bytes += changes.length * 20;
  for (const { uids } of batch.marks ?? []) bytes += (Array.isArray(uids) ? uids.length * 8 : 0) + 100;
  for (const { guests } of batch.guests?.lists ?? []) bytes += guests.length * 150;
  for (const { source } of batch.arrivals ?? []) bytes += source.length * 16;
  for (const { uids } of batch.vanished ?? []) bytes += uids.length * 8;
  for (const { text } of batch.previews ?? []) bytes += text.length + 100;
  for (const { content } of batch.bodies ?? []) bytes += content.length + 100;
  for (const { uids, content } of batch.bodyPacks ?? []) bytes += content.length + uids.length * 6 + 100;
  bytes += ((batch.folders?.length ?? 0) + (batch.folderFacts?.length ?? 0) + (batch.checkpoints?.length ?? 0)) * 300;
  return bytes;
}
