/** Rows on screen without their first words ask for them. */
import { unpackStructure } from '../mime/packed-structure.ts';
import type { RowAnswer } from '../mirror/protocol/messages.ts';
import type { FolderRecord, SummaryRow } from '../mirror/protocol/records.ts';
import type { Parts } from '../parts.ts';

export function wantPreviews({ running }: Pick<Parts, 'running'>, folder: FolderRecord, uidValidity: number, rows: readonly RowAnswer[]): void {
  if (uidValidity !== folder.checkpoint.uidValidity) return;
  const wishes = rows.filter((row) => row.preview === null).map((row) => {
    const summary = row.summary as SummaryRow;
    return { uid: summary[0], structure: unpackStructure(summary[11]) };
  });
  if (wishes.length) running.get(folder.accountId)?.previews.want(folder, wishes);
}
