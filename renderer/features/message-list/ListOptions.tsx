/** The menu in the list's header: order, rows for messages or conversations, preview, headings. */
import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import { keysFor } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { SORT_KEYS, type Sort } from '../../../shared/model/view.ts';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Menu, MenuChoice, MenuSeparator } from '../../design/primitives/Menu.tsx';

export type ListSettings = Settings['list'];

export interface ListOptionsProps {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly settings: ListSettings;
  readonly onSettings: (change: Partial<ListSettings>) => void;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Names go upwards, all else begins with the most of it. */
const downwards = (by: Sort['by']): boolean => by !== 'from' && by !== 'subject';

export function ListOptions({ sort, onSort, settings, onSettings, isOpen, onOpenChange }: ListOptionsProps) {
  const { by, descending } = sort;
  const Icon = descending ? ArrowDownWideNarrow : ArrowUpNarrowWide;
  return (
    <Menu
      label={t('list.options')}
      placement="bottom end"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={<IconButton size="small" label={t('list.options')} keys={keysFor('listOptions')} icon={<Icon size={16} aria-hidden />} />}
    >
      <MenuChoice title={t('list.sortBy')} value={by} options={SORT_KEYS.map((value) => ({ value, label: t(`list.sort-${value}`) }))} onChange={(value) => onSort({ by: value, descending: downwards(value) })} />
      <MenuSeparator />
      <MenuChoice
        title={t('list.direction')}
        value={descending ? 'down' : 'up'}
        options={(downwards(by) ? ['down', 'up'] as const : ['up', 'down'] as const).map((value) => ({ value, label: value === 'down' ? t(`list.down-${by}`) : t(`list.up-${by}`) }))}
        onChange={(value) => onSort({ by, descending: value === 'down' })}
      />
      <MenuSeparator />
      <MenuChoice
        title={t('list.rowsAre')}
        value={settings.conversations ? 'conversation' : 'message'}
        options={(['conversation', 'message'] as const).map((value) => ({ value, label: t(`list.rows-${value}`) }))}
        onChange={(value) => onSettings({ conversations: value === 'conversation' })}
      />
      <MenuSeparator />
      <MenuChoice
        title={t('list.previewLines')}
        value={`${settings.previewLines}`}
        options={(['0', '1', '2'] as const).map((value) => ({ value, label: t(`list.preview-${value}`) }))}
        onChange={(value) => onSettings({ previewLines: value === '0' ? 0 : value === '1' ? 1 : 2 })}
      />
      <MenuSeparator />
      <MenuChoice
        title={t('list.headings')}
        value={settings.dateGroups ? 'on' : 'off'}
        options={(['on', 'off'] as const).map((value) => ({ value, label: t(`list.headings-${value}`) }))}
        onChange={(value) => onSettings({ dateGroups: value === 'on' })}
      />
    </Menu>
  );
}
