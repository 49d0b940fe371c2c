/** The small menu of the window: look and keys. */
import { Ellipsis, Monitor, Moon, Sun } from 'lucide-react';
import { memo } from 'react';
import { keysFor } from '../../shared/keys.ts';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../design/primitives/Menu.tsx';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useEngine } from '../engine/EngineProvider.tsx';
import { ACCENTS, changeSettings, useSettings, type Settings } from './settings.ts';
import styles from './AppMenu.module.css';

const THEME_CHOICES = [
  { value: 'system', label: 'As the system', icon: <Monitor size={16} aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun size={16} aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon size={16} aria-hidden /> },
] as const;
const DENSITY_CHOICES = [{ value: 'comfortable', label: 'Comfortable' }, { value: 'compact', label: 'Compact' }] as const;
const ACCENT_CHOICES = ACCENTS.map((accent) => ({ value: accent, label: accent[0]?.toUpperCase() + accent.slice(1), icon: <span className={styles.swatch} data-accent-swatch={accent} /> }));

export interface AppMenuProps {
  readonly onAddAccount: () => void;
  readonly onActivity: () => void;
  readonly onStorage: () => void;
  readonly onShowKeys: () => void;
}

export const AppMenu = memo(function AppMenu({ onAddAccount, onActivity, onStorage, onShowKeys }: AppMenuProps) {
  const { theme, accent, density } = useSettings();
  const engine = useEngine();
  const toasts = useToasts();
  const choose = (change: Partial<Settings>): void => void changeSettings(engine, change).then((answer) => {
    if (!answer.ok) toasts.show({ text: `This could not be kept. ${answer.failure.message}`, tone: 'error' });
  });
  return (
    <Menu label="View and settings" placement="bottom end" trigger={<IconButton label="View and settings" icon={<Ellipsis size={18} aria-hidden />} />}>
      <MenuChoice title="Theme" options={THEME_CHOICES} value={theme} onChange={(value) => choose({ theme: value })} />
      <MenuSeparator />
      <MenuChoice title="Message rows" options={DENSITY_CHOICES} value={density} onChange={(value) => choose({ density: value })} />
      <MenuSeparator />
      <MenuChoice title="Accent" options={ACCENT_CHOICES} value={accent} onChange={(value) => choose({ accent: value })} />
      <MenuSeparator />
      <MenuItem label="Add account…" onAction={onAddAccount} />
      <MenuItem label="Storage…" onAction={onStorage} />
      <MenuItem label="Activity" keys={keysFor('activity')} onAction={onActivity} />
      <MenuItem label="Keyboard shortcuts" keys={keysFor('help')} onAction={onShowKeys} />
    </Menu>
  );
});
