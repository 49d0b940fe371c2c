/** How the rows of a list are drawn: their shape, and what they are told beside the row itself. One object for all rows, the same until something of it changes. */
import type { FolderId } from '../../../shared/ids.ts';
import type { Tag } from '../../../shared/model/tag.ts';

/** Lines above each other with a preview; two lines; one line for wide lists. */
export type RowShape = 'tall' | 'two' | 'one';

export interface RowLook {
  readonly shape: RowShape;
  readonly height: number;
  /** Lines of text under the subject, or for `one` whether there is any behind it. */
  readonly previewLines: 0 | 1 | 2;
  /** Sent mail: show to whom. */
  readonly outgoing: boolean;
  /** Names the folder of a row, where the list holds several. */
  readonly placeOf: (id: FolderId) => string | null;
  /** The tags among keywords. */
  readonly tagsOf: (keywords: readonly string[]) => readonly Tag[];
  /** The user's own addresses, lower case. */
  readonly own: ReadonlySet<string>;
  /** Any moment of today, milliseconds since 1970. */
  readonly today: number;
}

const LINE = 18;
/** From here a list of compact rows has room for all of a row on one line. */
const WIDE = 600;

export function rowShape(density: 'comfortable' | 'compact', previewLines: 0 | 1 | 2, width: number): Pick<RowLook, 'shape' | 'height' | 'previewLines'> {
  if (density === 'comfortable') return { shape: 'tall', height: 54 + previewLines * LINE, previewLines };
  return width >= WIDE ? { shape: 'one', height: 30, previewLines } : { shape: 'two', height: 44, previewLines: 0 };
}
