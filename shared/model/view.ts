/** What a list shows: which messages, in which order, and which of them. */
import { z } from 'zod';
import type { FolderId } from '../ids.ts';
import { branded } from '../ipc/define.ts';

/** Views across all accounts. `flagged` and `unread`: of every folder but Trash and Junk, each message once; the others: of the folders of that role. */
export const UNIFIED_BOXES = ['inbox', 'flagged', 'unread', 'drafts', 'sent', 'archive', 'junk', 'trash'] as const;
export const unifiedBoxSchema = z.enum(UNIFIED_BOXES);
export type UnifiedBox = z.infer<typeof unifiedBoxSchema>;

export const listViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), folderId: branded<FolderId>() }),
  z.object({ kind: z.literal('unified'), box: unifiedBoxSchema }),
]);
export type ListView = z.infer<typeof listViewSchema>;

/** `unread`, `flagged`: those first if descending. What is equal goes by date, newest first. */
export const SORT_KEYS = ['date', 'from', 'subject', 'size', 'unread', 'flagged'] as const;
const sortSchema = z.object({ by: z.enum(SORT_KEYS), descending: z.boolean() });
export type Sort = z.infer<typeof sortSchema>;
export const NEWEST_FIRST: Sort = { by: 'date', descending: true };

/** All that are true must hold. `contacts`: from somebody the user has written to. */
export const filterSchema = z.object({
  unread: z.boolean().default(false),
  flagged: z.boolean().default(false),
  attachments: z.boolean().default(false),
  contacts: z.boolean().default(false),
});
export type Filter = z.output<typeof filterSchema>;
export const NO_FILTER: Filter = { unread: false, flagged: false, attachments: false, contacts: false };
export const isFiltered = (filter: Filter): boolean => filter.unread || filter.flagged || filter.attachments || filter.contacts;
/** Whether `next` may leave out what `filter` lets through. */
export const narrows = (filter: Filter, next: Filter): boolean => (Object.keys(NO_FILTER) as (keyof Filter)[]).some((name) => next[name] && !filter[name]);

/** A stretch of a list. One of `view` and `folderId`, which is short for the view of that folder. */
export const windowSchema = z.object({
  view: listViewSchema.optional(),
  folderId: branded<FolderId>().optional(),
  sort: sortSchema.optional(),
  filter: filterSchema.optional(),
  from: z.number().int().min(0),
  count: z.number().int().min(1).max(500),
  /** Asked for what the rows are called, not to show them: nothing is fetched for them. */
  unseen: z.boolean().optional(),
}).refine(({ view, folderId }) => (view === undefined) !== (folderId === undefined), { message: 'either a view or a folder' });
export type ListWindow = z.output<typeof windowSchema>;

/** Throws TypeError for a window that the schema refuses. */
export function viewOf({ view, folderId }: Pick<ListWindow, 'view' | 'folderId'>): ListView {
  if (view) return view;
  if (folderId === undefined) throw new TypeError('a window over nothing');
  return { kind: 'folder', folderId };
}

/** The same text for the same list, whatever part of it is asked for. */
export const listKey = (window: Pick<ListWindow, 'view' | 'folderId' | 'sort' | 'filter'>): string => {
  const view = viewOf(window);
  const { sort = NEWEST_FIRST, filter = NO_FILTER } = window;
  return JSON.stringify([view.kind === 'folder' ? view.folderId : [view.box], sort.by, sort.descending, filter.unread, filter.flagged, filter.attachments, filter.contacts]);
};
