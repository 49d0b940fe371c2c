/** The folder tree with a few rows that nobody sees: what draws them is read and compiled while there is nothing to draw, so that the folders of the first account come without a pause. */
import { useEffect, useRef, useState } from 'react';
import { accountId, folderId } from '../../../shared/ids.ts';
import { AccountItem } from './AccountItem.tsx';
import type { FolderNode } from './folder-tree.ts';
import { FolderTree, type TreeEvents } from './FolderTree.tsx';
import { PaneProvider, type PaneActions } from './pane-context.ts';
import { VIEWS } from './pane-keys.ts';
import { ViewsItem } from './SectionItems.tsx';

const nothing = (): void => {};
const ACTIONS: PaneActions = { onAccountMenu: nothing, onFolderMenu: nothing, onBoxMenu: nothing, onRename: nothing, onDropMessages: nothing, onDropFolder: nothing, onUnfold: nothing };
const EVENTS: TreeEvents = { turn: nothing, choose: nothing, unfold: nothing };

const ACCOUNT = { id: accountId('rehearsal'), email: 'rehearsal@example.org', name: '', demo: false };
const node = (path: string, role: 'inbox' | 'sent' | 'none', children: FolderNode[] = []): FolderNode =>
  ({ folder: { id: folderId(ACCOUNT.id, path), accountId: ACCOUNT.id, name: path, parentId: null, role, selectable: true, subscribed: true }, children });
const FOLDERS = [node('a', 'inbox'), node('b', 'sent'), node('c', 'none', [node('d', 'none')])];
const KEYS = [VIEWS, ACCOUNT.id, ...FOLDERS.map(({ folder }) => folder.id)];
const UNFOLDED = new Set(KEYS);

/** From the first rows to those that come when some are there; each while nothing else is done. */
const STEPS = [
  [<ViewsItem key={VIEWS} boxes={['flagged', 'unread']} isOne />],
  [<ViewsItem key={VIEWS} boxes={['flagged', 'unread']} isOne />, <AccountItem key={ACCOUNT.id} node={{ account: ACCOUNT, folders: FOLDERS.slice(0, 1), groups: [] }} />],
  [<ViewsItem key={VIEWS} boxes={['flagged', 'unread']} isOne />, <AccountItem key={ACCOUNT.id} node={{ account: ACCOUNT, folders: FOLDERS, groups: [] }} />],
];

export function TreeRehearsal() {
  const [step, setStep] = useState(0);
  const tree = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (step > STEPS.length) return;
    const id = requestIdleCallback(() => setStep(step + 1));
    return () => cancelIdleCallback(id);
  }, [step]);
  const items = STEPS[step - 1];
  if (!items) return null;
  return (
    <div hidden inert>
      <PaneProvider value={ACTIONS}>
        <FolderTree tree={tree} items={items} disabled={KEYS.slice(0, 2)} selected={KEYS.slice(2, 3)} unfolded={UNFOLDED} on={EVENTS} />
      </PaneProvider>
    </div>
  );
}
