/** What the folder pane shows: all folders or those that are subscribed, folded or unfolded. */
import { ChevronsDownUp, ChevronsUpDown, SlidersHorizontal } from 'lucide-react';
import { t } from '../../../shared/locales/t.ts';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../../design/primitives/Menu.tsx';
import { useChangeSettings } from '../../engine/settings.ts';

export interface PaneMenuProps {
  readonly onlySubscribed: boolean;
  readonly onFoldAll: () => void;
  readonly onUnfoldAll: () => void;
}

export function PaneMenu({ onlySubscribed, onFoldAll, onUnfoldAll }: PaneMenuProps) {
  const change = useChangeSettings();
  return (
    <Menu label={t('folders.view')} placement="top end" trigger={<IconButton size="small" placement="top" label={t('folders.view')} icon={<SlidersHorizontal size={16} aria-hidden />} />}>
      <MenuChoice
        title={t('folders.show')}
        options={[{ value: 'all', label: t('folders.showAll') }, { value: 'subscribed', label: t('folders.showSubscribed') }]}
        value={onlySubscribed ? 'subscribed' : 'all'}
        onChange={(value) => change({ folderPane: { onlySubscribed: value === 'subscribed' } })}
      />
      <MenuSeparator />
      <MenuItem label={t('folders.unfoldAll')} icon={<ChevronsUpDown size={16} aria-hidden />} onAction={onUnfoldAll} />
      <MenuItem label={t('folders.foldAll')} icon={<ChevronsDownUp size={16} aria-hidden />} onAction={onFoldAll} />
    </Menu>
  );
}
