/** Everything the command palette offers. */
import { Archive, Copy, Flag, FlagOff, FolderInput, MailOpen, Mail, Search, Settings, ShieldAlert, ShieldCheck, SquareTerminal, Tag, Trash2, UserRound, type LucideIcon } from 'lucide-react';
import type { AccountId, FolderId, MessageId } from '../../shared/ids.ts';
import { keysFor, type ActionName } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { MESSAGE_ACTIONS, type MessageAction, type RunAction, type WhyNot } from '../../shared/message-actions.ts';
import type { ListView } from '../../shared/model/view.ts';
import type { Settings as AllSettings } from '../../shared/model/settings.ts';
import type { AccountPlace } from '../engine/accounts.ts';
import type { FolderPlace } from '../engine/folders.ts';
import type { Choice } from '../features/palette/choice.ts';
import { boxesFor } from '../features/folders/folder-tree.ts';
import { folderChoices } from '../features/palette/folder-choices.ts';
import { isOffer, type MessageOffers } from '../features/reader/reader-actions.ts';
import { settingNames } from '../features/settings/names.ts';
import { SECTIONS, type Section } from '../features/settings/sections.ts';
import { iconOf } from './PickFolder.tsx';
import { boxName } from './place.ts';
import type { Commands } from './use-keys.ts';
import { whyNoOffer } from './use-offers.ts';

export interface PaletteInput {
  readonly ids: readonly MessageId[];
  readonly isReading: boolean;
  /** Of the message that is open. */
  readonly offers: MessageOffers;
  readonly run: RunAction;
  readonly whyNot: WhyNot;
  readonly commands: Commands;
  readonly chosen: AllSettings['chosen'];
  readonly onSettings: (section: Section) => void;
  /** Null in the window of one message. */
  readonly around: PaletteAround | null;
}

/** What only the window with folders and a list can do. */
export interface PaletteAround {
  readonly accounts: readonly AccountPlace[];
  readonly folders: readonly FolderPlace[];
  readonly near: AccountId | null;
  /** Folders that can be emptied, and why not now. */
  readonly empties: readonly Emptied[];
  readonly searches: AllSettings['searches'];
  readonly onGoTo: (view: ListView) => void;
  readonly onSearch: (text: string) => void;
  /** Asks first. */
  readonly onEmpty: (id: FolderId) => void;
  readonly onStorage: () => void;
  readonly onAddAccount: () => void;
  readonly onForgetSearches: () => void;
}

export interface Emptied { readonly folder: Pick<FolderPlace, 'id' | 'accountId' | 'role'>; readonly reason: string | null }

export interface PaletteChoice extends Choice {
  readonly does: () => void;
}

const ON_MESSAGES: readonly (readonly [MessageAction, LucideIcon])[] = [
  ['archive', Archive], ['delete', Trash2], ['move', FolderInput], ['copy', Copy], ['tag', Tag], ['flag', Flag], ['unflag', FlagOff], ['markRead', MailOpen], ['markUnread', Mail], ['junk', ShieldAlert], ['notJunk', ShieldCheck],
];
const ON_OPEN: readonly ActionName[] = ['reply', 'replyAll', 'forward', 'loadImages', 'saveAttachments', 'details', 'unsubscribe', 'print', 'saveMessage', 'headers', 'source', 'popOut', 'originalColours', 'expandAll', 'collapseAll'];
const IN_WINDOW: readonly ActionName[] = ['compose', 'search', 'undo', 'goFolder', 'selectAll', 'selectNone', 'selectUnread', 'selectRead', 'selectFlagged', 'selectUnflagged', 'markAllRead', 'filter', 'listOptions', 'conversations', 'checkMail', 'newFolder', 'activity', 'help'];
const MOST_SEARCHES = 8;

type Make = (id: string, group: string, label: string, does: () => void, extra?: Partial<PaletteChoice>) => PaletteChoice;

export function paletteChoices(input: PaletteInput): PaletteChoice[] {
  const { ids, isReading, offers, run, whyNot, commands, chosen, onSettings, around } = input;
  const choice: Make = (id, group, label, does, extra = {}) => ({ id, group, label, does, chosenAt: chosen[id]?.at ?? 0, ...extra });
  const onThem = t(around ? 'palette.group-messages' : 'palette.group-message');
  const command = (name: ActionName, extra: Partial<PaletteChoice> = {}): PaletteChoice[] => {
    // What it offers now: the focus may be elsewhere once this is closed.
    const does = (isOffer(name) ? offers[name] : undefined) ?? commands[name];
    return does && commands[name] ? [choice(`key ${name}`, t('palette.group-window'), t(`keys.${name}`), does, { keys: keysFor(name), icon: TERMINAL, ...extra })] : [];
  };
  const onMessages = ON_MESSAGES.map(([action, Icon]) => choice(`message ${action}`, onThem, t(`actions.${action}`), () => run(action, ids), {
    keys: keysFor(MESSAGE_ACTIONS[action].key), icon: <Icon size={16} aria-hidden />, reason: whyNot(action, ids),
  }));
  const window = [
    ...ON_OPEN.flatMap((name) => command(name, { group: onThem, reason: !isReading ? t('actions.whyClosed') : isOffer(name) ? whyNoOffer(name, offers) : null })),
    ...IN_WINDOW.flatMap((name) => command(name)),
    ...(around ? inFolders(around, choice) : []),
  ];
  return [
    ...(ids.length > 0 ? [...onMessages, ...window] : [...window, ...onMessages]),
    ...(around ? places(around, chosen, choice) : []),
    ...SECTIONS.map((section) => choice(`settings ${section}`, t('palette.group-settings'), t(`settings.section-${section}`), () => onSettings(section), { icon: SETTINGS, detail: t('settings.title'), ...(section === 'accounts' ? { keys: keysFor('settings') } : {}) })),
    ...settingNames().map(({ section, label, options }) => choice(`setting ${label}`, t('palette.group-settings'), label, () => onSettings(section), { icon: SETTINGS, detail: t(`settings.section-${section}`), words: options.join(' '), isAsked: true })),
    ...(around ? searched(around, choice) : []),
  ];
}

function inFolders({ accounts, near, empties, onEmpty, onStorage, onAddAccount }: PaletteAround, choice: Make): PaletteChoice[] {
  const group = t('palette.group-window');
  // Those of the account on screen come first.
  return [
    ...empties.toSorted((a, b) => Number(b.folder.accountId === near) - Number(a.folder.accountId === near)).map(({ folder, reason }) => {
      const account = accounts.length > 1 ? accounts.find(({ id }) => id === folder.accountId)?.email : undefined;
      return choice(`empty ${folder.id}`, group, t(folder.role === 'trash' ? 'folders.emptyTrash' : 'folders.emptyJunk'), () => onEmpty(folder.id), { icon: iconOf(folder.role), reason, ...(account === undefined ? {} : { detail: account }) });
    }),
    choice('storage', group, t('palette.storage'), onStorage, { icon: TERMINAL }),
    choice('add account', group, t('palette.addAccount'), onAddAccount, { icon: TERMINAL }),
  ];
}

function places({ accounts, folders, near, onGoTo }: PaletteAround, chosen: PaletteInput['chosen'], choice: Make): PaletteChoice[] {
  const inboxes = accounts.flatMap(({ id, email }) => {
    const inbox = folders.find((folder) => folder.accountId === id && folder.role === 'inbox');
    return inbox ? [choice(`account ${id}`, t('palette.group-accounts'), t('palette.inboxOf', { account: email }), () => onGoTo({ kind: 'folder', folderId: inbox.id }), { icon: <UserRound size={16} aria-hidden /> })] : [];
  });
  return [
    ...boxesFor(accounts.length).map((box) => choice(`view ${box}`, t('palette.group-views'), boxName(box), () => onGoTo({ kind: 'unified', box }), { icon: iconOf(box), detail: t('palette.group-views') })),
    ...folderChoices(folders, { accounts, near, filled: {} }).map((one): PaletteChoice => ({ ...one, chosenAt: chosen[one.id]?.at ?? 0, icon: iconOf(one.folder.role), does: () => onGoTo({ kind: 'folder', folderId: one.folder.id }) })),
    ...(accounts.length > 1 ? inboxes : []),
  ];
}

function searched({ searches, onSearch, onForgetSearches }: PaletteAround, choice: Make): PaletteChoice[] {
  const recent = Object.entries(searches).toSorted(([, a], [, b]) => (b.at ?? 0) - (a.at ?? 0)).slice(0, MOST_SEARCHES);
  return [
    ...recent.map(([text]) => choice(`search ${text}`, t('palette.group-searches'), text, () => onSearch(text), { icon: SEARCH, detail: t('palette.group-searches') })),
    ...(recent.length > 0 ? [choice('forget searches', t('palette.group-searches'), t('palette.forgetSearches'), onForgetSearches, { icon: TERMINAL })] : []),
  ];
}

/** Whatever is typed can be searched for. */
export const searchChoice = (text: string, onSearch: (text: string) => void): PaletteChoice => ({ id: 'search', group: '', label: t('palette.searchFor', { text }), chosenAt: 0, icon: SEARCH, does: () => onSearch(text) });

const TERMINAL = <SquareTerminal size={16} aria-hidden />;
const SETTINGS = <Settings size={16} aria-hidden />;
const SEARCH = <Search size={16} aria-hidden />;
