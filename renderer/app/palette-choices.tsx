/** Everything the command palette offers. */
import { Archive, Copy, Flag, FlagOff, FolderInput, MailOpen, Mail, Search, Settings, ShieldAlert, ShieldCheck, SquareTerminal, Tag, Trash2, UserRound, type LucideIcon } from 'lucide-react';
import type { AccountId, MessageId } from '../../shared/ids.ts';
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
import { settingNames } from '../features/settings/names.ts';
import { SECTIONS, type Section } from '../features/settings/sections.ts';
import { iconOf } from './PickFolder.tsx';
import { boxName } from './place.ts';
import type { Commands } from './use-keys.ts';

export interface PaletteInput {
  readonly accounts: readonly AccountPlace[];
  readonly folders: readonly FolderPlace[];
  readonly near: AccountId | null;
  readonly ids: readonly MessageId[];
  readonly isReading: boolean;
  readonly run: RunAction;
  readonly whyNot: WhyNot;
  readonly commands: Commands;
  readonly chosen: AllSettings['chosen'];
  readonly searches: AllSettings['searches'];
  readonly onGoTo: (view: ListView) => void;
  readonly onSearch: (text: string) => void;
  readonly onSettings: (section: Section) => void;
  readonly onStorage: () => void;
  readonly onAddAccount: () => void;
  readonly onForgetSearches: () => void;
}

export interface PaletteChoice extends Choice {
  readonly does: () => void;
}

const ON_MESSAGES: readonly (readonly [MessageAction, LucideIcon])[] = [
  ['archive', Archive], ['delete', Trash2], ['move', FolderInput], ['copy', Copy], ['tag', Tag], ['flag', Flag], ['unflag', FlagOff], ['markRead', MailOpen], ['markUnread', Mail], ['junk', ShieldAlert], ['notJunk', ShieldCheck],
];
const ON_OPEN: readonly ActionName[] = ['reply', 'replyAll', 'forward', 'print', 'saveMessage', 'headers', 'source', 'popOut', 'originalColours', 'expandAll', 'collapseAll'];
const IN_WINDOW: readonly ActionName[] = ['compose', 'search', 'undo', 'goFolder', 'selectAll', 'selectNone', 'selectUnread', 'selectRead', 'selectFlagged', 'selectUnflagged', 'markAllRead', 'filter', 'listOptions', 'conversations', 'checkMail', 'newFolder', 'activity', 'help'];
const MOST_SEARCHES = 8;

export function paletteChoices(input: PaletteInput): PaletteChoice[] {
  const { accounts, folders, near, ids, isReading, run, whyNot, commands, chosen, searches, onGoTo, onSearch, onSettings } = input;
  const choice = (id: string, group: string, label: string, does: () => void, extra: Partial<PaletteChoice> = {}): PaletteChoice => ({ id, group, label, does, chosenAt: chosen[id]?.at ?? 0, ...extra });
  const inWindow = t('palette.group-window');
  const command = (name: ActionName, extra: Partial<PaletteChoice> = {}): PaletteChoice[] => {
    const does = commands[name];
    return does ? [choice(`key ${name}`, inWindow, t(`keys.${name}`), does, { keys: keysFor(name), icon: TERMINAL, ...extra })] : [];
  };
  const onMessages = ON_MESSAGES.map(([action, Icon]) => choice(`message ${action}`, t('palette.group-messages'), t(`actions.${action}`), () => run(action, ids), {
    keys: keysFor(MESSAGE_ACTIONS[action].key), icon: <Icon size={16} aria-hidden />, reason: whyNot(action, ids),
  }));
  const window = [
    ...ON_OPEN.flatMap((name) => command(name, { group: t('palette.group-messages'), reason: isReading ? null : t('actions.whyClosed') })),
    ...IN_WINDOW.flatMap((name) => command(name)),
    choice('storage', inWindow, t('palette.storage'), input.onStorage, { icon: TERMINAL }),
    choice('add account', inWindow, t('palette.addAccount'), input.onAddAccount, { icon: TERMINAL }),
  ];
  const inboxes = accounts.flatMap(({ id, email }) => {
    const inbox = folders.find((folder) => folder.accountId === id && folder.role === 'inbox');
    return inbox ? [choice(`account ${id}`, t('palette.group-accounts'), t('palette.inboxOf', { account: email }), () => onGoTo({ kind: 'folder', folderId: inbox.id }), { icon: <UserRound size={16} aria-hidden /> })] : [];
  });
  const recent = Object.entries(searches).toSorted(([, a], [, b]) => (b.at ?? 0) - (a.at ?? 0)).slice(0, MOST_SEARCHES);
  return [
    ...(ids.length > 0 ? [...onMessages, ...window] : [...window, ...onMessages]),
    ...boxesFor(accounts.length).map((box) => choice(`view ${box}`, t('palette.group-views'), boxName(box), () => onGoTo({ kind: 'unified', box }), { icon: iconOf(box), detail: t('palette.group-views') })),
    ...folderChoices(folders, { accounts, near, filled: {} }).map((one): PaletteChoice => ({ ...one, chosenAt: chosen[one.id]?.at ?? 0, icon: iconOf(one.folder.role), does: () => onGoTo({ kind: 'folder', folderId: one.folder.id }) })),
    ...(accounts.length > 1 ? inboxes : []),
    ...SECTIONS.map((section) => choice(`settings ${section}`, t('palette.group-settings'), t(`settings.section-${section}`), () => onSettings(section), { icon: SETTINGS, detail: t('settings.title'), ...(section === 'accounts' ? { keys: keysFor('settings') } : {}) })),
    ...settingNames().map(({ section, label, options }) => choice(`setting ${label}`, t('palette.group-settings'), label, () => onSettings(section), { icon: SETTINGS, detail: t(`settings.section-${section}`), words: options.join(' '), isAsked: true })),
    ...recent.map(([text]) => choice(`search ${text}`, t('palette.group-searches'), text, () => onSearch(text), { icon: SEARCH, detail: t('palette.group-searches') })),
    ...(recent.length > 0 ? [choice('forget searches', t('palette.group-searches'), t('palette.forgetSearches'), input.onForgetSearches, { icon: TERMINAL })] : []),
  ];
}

/** Whatever is typed can be searched for. */
export const searchChoice = (text: string, onSearch: (text: string) => void): PaletteChoice => ({ id: 'search', group: '', label: t('palette.searchFor', { text }), chosenAt: 0, icon: SEARCH, does: () => onSearch(text) });

const TERMINAL = <SquareTerminal size={16} aria-hidden />;
const SETTINGS = <Settings size={16} aria-hidden />;
const SEARCH = <Search size={16} aria-hidden />;
