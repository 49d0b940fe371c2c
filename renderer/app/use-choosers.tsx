/** What is chosen by typing, over the window: an action, a folder to go to, a folder for messages. */
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { MessageId } from '../../shared/ids.ts';
import { splitFolderId, splitMessageId } from '../../shared/ids.ts';
import { t } from '../../shared/locales/t.ts';
import type { MessageAction } from '../../shared/message-actions.ts';
import type { ListView } from '../../shared/model/view.ts';
import type { AccountPlace } from '../engine/accounts.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { useChangeSettings, useSetting } from '../engine/settings.ts';
import { FolderNameDialog } from '../features/folders/FolderNameDialog.tsx';
import { Chooser } from '../features/palette/Chooser.tsx';
import { paletteChoices, searchChoice, type PaletteChoice } from './palette-choices.tsx';
import type { Place } from './place.ts';
import { PickPlace, PickTarget } from './PickFolder.tsx';
import { withRecent } from './recents.ts';
import { showSettings } from './settings-screen.ts';
import type { Actions } from './use-actions.ts';
import type { Commands } from './use-keys.ts';
import { useStable } from './use-stable.ts';

export interface ChoosersInput {
  readonly accounts: readonly AccountPlace[];
  readonly folders: readonly FolderPlace[];
  readonly place: Place | null;
  readonly isSearching: boolean;
  readonly actions: Actions;
  /** To all that is selected. */
  readonly onAct: (action: MessageAction) => void;
  readonly ids: readonly MessageId[];
  readonly isReading: boolean;
  readonly commands: Commands;
  readonly onGoTo: (view: ListView) => void;
  readonly onSearch: (text: string) => void;
  readonly onStorage: () => void;
  readonly onAddAccount: () => void;
}

export interface Choosers {
  readonly choosers: ReactNode;
  readonly commands: Readonly<Record<'palette' | 'goFolder' | 'newFolder', () => void>>;
}

type Shown = 'palette' | 'place' | 'new-folder';
const MOST_CHOSEN = 60;
const MOST_SEARCHES = 20;

/** Remembers what was searched for. */
export function useRememberSearch(): (text: string) => void {
  const changeSettings = useChangeSettings();
  const searches = useSetting('searches');
  return useStable((text: string) => {
    const name = text.trim().slice(0, 200);
    if (name !== '') changeSettings({ searches: withRecent(searches, name, Date.now(), MOST_SEARCHES) });
  });
}

export function useChoosers(input: ChoosersInput): Choosers {
  const { accounts, folders, place, isSearching, actions, commands } = input;
  const [shown, setShown] = useState<Shown | null>(null);
  const close = useCallback(() => setShown(null), []);
  const near = actions.picking?.ids[0] ? splitFolderId(splitMessageId(actions.picking.ids[0]).folderId).accountId : (place?.accountId ?? accounts[0]?.id ?? null);
  const picked = useStable(actions.picked);
  const goTo = useStable((view: ListView) => {
    close();
    input.onGoTo(view);
  });
  const show = (what: Shown) => (): void => setShown(what);
  const own = { palette: show('palette'), goFolder: show('place'), newFolder: show('new-folder') };
  const all: Commands = { ...commands, ...own };
  return {
    commands: own,
    choosers: (
      <>
        {actions.picking ? <PickTarget key={actions.picking.number} picking={actions.picking} from={isSearching ? null : (place?.folder?.id ?? null)} near={near} accounts={accounts} folders={folders} onPicked={picked} /> : null}
        {shown === 'palette' ? <Palette {...input} commands={all} near={near} onLeave={close} /> : null}
        {shown === 'place' ? <PickPlace accounts={accounts} folders={folders} near={near} onGoTo={goTo} onClose={close} /> : null}
        {shown === 'new-folder' && near ? <FolderNameDialog accountId={near} parent={null} folder={null} onClose={close} /> : null}
      </>
    ),
  };
}

interface PaletteProps extends ChoosersInput {
  readonly near: AccountPlace['id'] | null;
  readonly onLeave: () => void;
}

/** Made when it is opened: what it offers stays as it was then. */
function Palette({ accounts, folders, near, actions, onAct, ids, isReading, commands, onGoTo, onSearch, onStorage, onAddAccount, onLeave }: PaletteProps) {
  const changeSettings = useChangeSettings();
  const chosen = useSetting('chosen');
  const searches = useSetting('searches');
  const [made] = useState(() => paletteChoices({
    accounts, folders, near, ids, isReading, commands, chosen, searches, onGoTo, onSearch, onStorage, onAddAccount,
    run: (action, on) => { if (on.length > 0) onAct(action); else actions.run(action, on); }, whyNot: actions.whyNot, onSettings: showSettings,
    onForgetSearches: () => changeSettings({ searches: Object.fromEntries(Object.keys(searches).map((text) => [text, null])) }),
  }));
  const more = useMemo(() => (typed: string) => [searchChoice(typed, onSearch)], [onSearch]);
  const choose = ({ id, does }: PaletteChoice): void => {
    onLeave();
    if (id !== 'search') changeSettings({ chosen: withRecent(chosen, id, Date.now(), MOST_CHOSEN) });
    does();
  };
  return <Chooser label={t('palette.title')} placeholder={t('palette.placeholder')} choices={made} more={more} empty={t('palette.nothing')} onChoose={choose} onLeave={onLeave} />;
}
