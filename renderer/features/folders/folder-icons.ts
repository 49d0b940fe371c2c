/** What folders and views look like. */
import { Archive, CircleDot, FileText, Flag, Folder, Inbox, Layers, OctagonAlert, Send, Trash2, type LucideIcon } from 'lucide-react';
import type { FolderRole } from '../../../shared/model/folder.ts';

export const ICONS: Readonly<Record<FolderRole | 'unread', LucideIcon>> = { inbox: Inbox, drafts: FileText, sent: Send, archive: Archive, junk: OctagonAlert, trash: Trash2, all: Layers, flagged: Flag, unread: CircleDot, none: Folder };
