/** What is chosen by typing, over the window: an action, a folder to go to, a folder for messages. */
import { useCallback, useState, type ReactNode } from 'react';
import type { FolderId, MessageId } from '../../shared/ids.ts';
import { splitFolderId, splitMessageId } from '../../shared/ids.ts';
import type { MessageAction } from '../../shared/message-actions.ts';
import type { ListView } from '../../shared/model/view.ts';
import type { AccountPlace } from '../engine/accounts.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { useChangeSettings, useSetting } from '../engine/settings.ts';
import { FolderNameDialog } from '../features/folders/FolderNameDialog.tsx';
import type { MessageOffers } from '../features/reader/reader-actions.ts';
import { Palette } from './Palette.tsx';
import type { Place } from './place.ts';
import { PickPlace, PickTarget } from './PickFolder.tsx';
import { withRecent } from './recents.ts';
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
  /** Of the message that is open. */
  readonly offers: () => MessageOffers;
  readonly commands: Commands;
  readonly onGoTo: (view: ListView) => void;
  readonly onSearch: (text: string) => void;
  /** Asks before it empties a folder. */
  readonly onEmpty: (id: FolderId) => void;
  readonly onStorage: () => void;
  readonly onAddAccount: () => void;
}

export interface Choosers {
  readonly choosers: ReactNode;
  readonly commands: Readonly<Record<'palette' | 'goFolder' | 'newFolder', () => void>>;
}

type Shown = 'palette' | 'place' | 'new-folder';
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
  const { accounts, folders, place, isSearching, actions, onAct, ids, isReading, offers, commands } = input;
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
        {shown === 'palette' ? (
          <Palette
            ids={ids} isReading={isReading} offers={offers} commands={all} whyNot={actions.whyNot} onLeave={close}
            run={(action, on) => { if (on.length > 0) onAct(action); else actions.run(action, on); }}
            around={{ accounts, folders, near, onGoTo: input.onGoTo, onSearch: input.onSearch, onEmpty: input.onEmpty, onStorage: input.onStorage, onAddAccount: input.onAddAccount }}
          />
        ) : null}
        {shown === 'place' ? <PickPlace accounts={accounts} folders={folders} near={near} onGoTo={goTo} onClose={close} /> : null}
        {shown === 'new-folder' && near ? <FolderNameDialog accountId={near} parent={null} folder={null} onClose={close} /> : null}
      </>
    ),
  };
}
