/** What goes on paper: messages as data, drawn into a frame of their own, so that nothing of the window is printed. */
import type { Address } from '../../../../shared/model/message.ts';

export interface Printable {
  readonly subject: string;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly date: number;
  readonly attachments: readonly string[];
  /** What of it is missing here, in words. */
  readonly missing: readonly string[];
  /** Clean and resolved, remote images only as consented on screen; null where there is no text yet. */
  readonly content: { readonly fragment: DocumentFragment; readonly css: string } | null;
}
