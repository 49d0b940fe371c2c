/** The command palette over the window. Made when it is opened: what it offers stays as it was then. */
import { useMemo, useState } from 'react';
import { t } from '../../shared/locales/t.ts';
import { useRights } from '../engine/abilities.ts';
import { useFolderRows } from '../engine/folders.ts';
import { useChangeSettings, useSetting } from '../engine/settings.ts';
import { whyNot } from '../features/folders/folder-rights.ts';
import { Chooser } from '../features/palette/Chooser.tsx';
import type { MessageOffers } from '../features/reader/reader-actions.ts';
import { paletteChoices, searchChoice, type Emptied, type PaletteAround, type PaletteChoice, type PaletteInput } from './palette-choices.tsx';
import { withRecent } from './recents.ts';
import { showSettings } from './settings-screen.ts';

export interface PaletteProps extends Pick<PaletteInput, 'ids' | 'isReading' | 'run' | 'whyNot' | 'commands'> {
  readonly offers: () => MessageOffers;
  /** Null in the window of one message. */
  readonly around: Omit<PaletteAround, 'empties' | 'searches' | 'onForgetSearches'> | null;
  readonly onLeave: () => void;
}

const MOST_CHOSEN = 60;

export function Palette({ around, offers, onLeave, ...input }: PaletteProps) {
  const changeSettings = useChangeSettings();
  const chosen = useSetting('chosen');
  const searches = useSetting('searches');
  const empties = useEmpties();
  const [made] = useState(() => paletteChoices({
    ...input, offers: offers(), chosen, onSettings: showSettings,
    around: around && { ...around, empties, searches, onForgetSearches: () => changeSettings({ searches: Object.fromEntries(Object.keys(searches).map((text) => [text, null])) }) },
  }));
  const onSearch = around?.onSearch;
  const more = useMemo(() => (onSearch ? (typed: string) => [searchChoice(typed, onSearch)] : undefined), [onSearch]);
  const choose = ({ id, does }: PaletteChoice): void => {
    onLeave();
    if (id !== 'search') changeSettings({ chosen: withRecent(chosen, id, Date.now(), MOST_CHOSEN) });
    does();
  };
  return <Chooser label={t(around ? 'palette.title' : 'palette.titleAlone')} placeholder={t(around ? 'palette.placeholder' : 'palette.placeholderAlone')} choices={made} more={more} empty={t('palette.nothing')} onChoose={choose} onLeave={onLeave} />;
}

function useEmpties(): Emptied[] {
  const rights = useRights();
  return useFolderRows().filter(({ role, selectable }) => selectable && (role === 'trash' || role === 'junk'))
    .map((folder) => ({ folder, reason: whyNot(rights[folder.id], 'remove') ?? (folder.total === 0 ? t('folders.nothingToEmpty') : null) }));
}
