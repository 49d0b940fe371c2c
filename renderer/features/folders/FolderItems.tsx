/** Rows of the folder tree: an account with its state, and a folder with its icon and count. */
import { Archive, ChevronRight, FileText, Flag, Folder, Inbox, Layers, OctagonAlert, Send, Trash2, type LucideIcon } from 'lucide-react';
import { Button, TreeItem, TreeItemContent } from 'react-aria-components';
import type { FolderRole } from '../../../shared/model/folder.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { cx } from '../../design/class-names.ts';
import { PHASE_WORDS } from './account-state.ts';
import { countOf, folderName, type AccountNode, type FolderNode } from './folder-tree.ts';
import styles from './FolderPane.module.css';

const ICONS: Readonly<Record<FolderRole, LucideIcon>> = { inbox: Inbox, drafts: FileText, sent: Send, archive: Archive, junk: OctagonAlert, trash: Trash2, all: Layers, flagged: Flag, none: Folder };
const PHASE_STYLE = { 'ready': styles.ready, 'syncing': styles.busy, 'connecting': styles.busy, 'offline': styles.offline, 'needs-you': styles.needsYou } as const;

export function AccountItem({ node: { account, folders } }: { readonly node: AccountNode }) {
  const state = PHASE_WORDS[account.phase];
  const title = account.demo ? 'Demo mailbox' : account.email;
  return (
    <TreeItem id={account.id} textValue={title} aria-label={`${title}, ${state}`} className={cx(styles.row, styles.account)}>
      <TreeItemContent>
        {({ hasChildItems }) => (
          <div className={styles.content}>
            {hasChildItems ? <Chevron /> : <span className={styles.indent} />}
            <span className={styles.name}>{title}</span>
            {account.phase === 'ready' ? null : <span className={styles.words}>{state}</span>}
            <span className={cx(styles.dot, PHASE_STYLE[account.phase])} title={account.failure?.message ?? account.status} />
          </div>
        )}
      </TreeItemContent>
      {folders.map((folder) => (
        <FolderItem key={folder.folder.id} node={folder} />
      ))}
    </TreeItem>
  );
}

function FolderItem({ node: { folder, children } }: { readonly node: FolderNode }) {
  const Icon = ICONS[folder.role];
  const count = countOf(folder);
  const name = visibleLine(folder.name, 200);
  return (
    <TreeItem id={folder.id} textValue={name} aria-label={folderName({ ...folder, name })} className={cx(styles.row, folder.unread > 0 && folder.role === 'inbox' && styles.unread)}>
      <TreeItemContent>
        {({ hasChildItems, level }) => (
          <div className={styles.content} style={{ paddingLeft: (level - 2) * 16 }}>
            {hasChildItems ? <Chevron /> : <span className={styles.indent} />}
            <Icon size={16} className={styles.icon ?? ''} aria-hidden />
            <span className={styles.name} dir="auto">{name}</span>
            {count ? <span className={styles.count}>{count.toLocaleString('en-GB')}</span> : null}
          </div>
        )}
      </TreeItemContent>
      {children.map((child) => (
        <FolderItem key={child.folder.id} node={child} />
      ))}
    </TreeItem>
  );
}

const Chevron = () => (
  <Button slot="chevron" className={styles.chevron ?? ''}>
    <ChevronRight size={14} aria-hidden />
  </Button>
);
