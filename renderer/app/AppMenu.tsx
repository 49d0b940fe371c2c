/** The small menu of the window: look and keys. */
import { Ellipsis, Monitor, Moon, Sun } from 'lucide-react';
import { memo } from 'react';
import { keysFor } from '../../shared/keys.ts';
import { ACCENTS, DENSITIES, THEMES } from '../../shared/model/settings.ts';
import { t } from '../../shared/locales/t.ts';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../design/primitives/Menu.tsx';
import { useChangeSettings, useSetting } from '../engine/settings.ts';
import styles from './AppMenu.module.css';
import { cx } from '../design/class-names.ts';
import swatch from '../design/primitives/Swatch.module.css';
import { showSettings } from './settings-screen.ts';

const THEME_ICONS = { system: <Monitor size={16} aria-hidden />, light: <Sun size={16} aria-hidden />, dark: <Moon size={16} aria-hidden /> } as const;
const themeChoices = () => THEMES.map((theme) => ({ value: theme, label: t(`app.theme-${theme}`), icon: THEME_ICONS[theme] }));
const densityChoices = () => DENSITIES.map((density) => ({ value: density, label: t(`app.density-${density}`) }));
const accentChoices = () => ACCENTS.map((accent) => ({ value: accent, label: t(`app.accent-${accent}`), icon: <span className={cx(swatch.swatch, styles.swatch)} data-accent-swatch={accent} /> }));

export interface AppMenuProps {
  readonly onAddAccount: () => void;
  readonly onActivity: () => void;
  readonly onStorage: () => void;
  readonly onShowKeys: () => void;
  readonly onTags: () => void;
}

export const AppMenu = memo(function AppMenu({ onAddAccount, onActivity, onStorage, onShowKeys, onTags }: AppMenuProps) {
  const { theme, accent, density } = useSetting('appearance');
  const change = useChangeSettings();
  return (
    <Menu label={t('app.viewAndSettings')} placement="bottom end" trigger={<IconButton label={t('app.viewAndSettings')} icon={<Ellipsis size={18} aria-hidden />} />}>
      <MenuChoice title={t('app.theme')} options={themeChoices()} value={theme} onChange={(value) => change({ appearance: { theme: value } })} />
      <MenuSeparator />
      <MenuChoice title={t('app.messageRows')} options={densityChoices()} value={density} onChange={(value) => change({ appearance: { density: value } })} />
      <MenuSeparator />
      <MenuChoice title={t('app.accent')} options={accentChoices()} value={accent} onChange={(value) => change({ appearance: { accent: value } })} />
      <MenuSeparator />
      <MenuItem label={t('app.addAccount')} onAction={onAddAccount} />
      <MenuItem label={t('tags.edit')} onAction={onTags} />
      <MenuItem label={t('app.storage')} onAction={onStorage} />
      <MenuItem label={t('app.settings')} keys={keysFor('settings')} onAction={() => showSettings()} />
      <MenuItem label={t('app.activity')} keys={keysFor('activity')} onAction={onActivity} />
      <MenuItem label={t('app.keyboardShortcuts')} keys={keysFor('help')} onAction={onShowKeys} />
    </Menu>
  );
});
