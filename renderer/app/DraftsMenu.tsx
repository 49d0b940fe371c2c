/** The messages that are being written and are not on screen, behind a small button beside Compose. */
import { FilePen } from 'lucide-react';
import type { DraftId } from '../../shared/ids.ts';
import type { DraftRow } from '../../shared/model/draft.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { t } from '../../shared/locales/t.ts';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { Menu, MenuItem } from '../design/primitives/Menu.tsx';
import { useDrafts } from './use-writing.ts';

export interface DraftsMenuProps {
  readonly writing: DraftId | null;
  readonly onOpen: (id: DraftId) => void;
}

export function DraftsMenu({ writing, onOpen }: DraftsMenuProps) {
  const drafts = (useDrafts() ?? []).filter(({ id }) => id !== writing);
  if (drafts.length === 0) return null;
  const label = t('app.unfinished', { count: drafts.length });
  return (
    <Menu label={label} placement="bottom end" trigger={<IconButton label={label} icon={<FilePen size={18} aria-hidden />} />}>
      {drafts.map((draft) => <MenuItem key={draft.id} label={titleOf(draft)} onAction={() => onOpen(draft.id)} />)}
    </Menu>
  );
}

/** What tells it from the others: subject and recipient, else how it begins. */
function titleOf({ subject, to, preview }: DraftRow): string {
  const recipient = to.split('\n')[0] ?? '';
  const words = [subject || (recipient ? '' : preview), recipient].filter(Boolean).map((part) => visibleLine(part, 40));
  return words.join(' · ') || t('app.emptyMessage');
}
