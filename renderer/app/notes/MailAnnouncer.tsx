/** Says politely that there is more unread mail in an inbox, also while it is on screen; never drawn. */
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../shared/locales/t.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import { arrivals, type Counted } from './arrivals.ts';
import unseen from '../../design/primitives/Unseen.module.css';

const inboxesOf = ({ value }: ProjectionState<'folders.tree'>): readonly Counted[] | null =>
  value?.folders.filter(({ role }) => role === 'inbox').map(({ id, accountId, unread, total, syncing }) => ({ id, accountId, unread, total, syncing: Boolean(syncing) })) ?? null;

export function MailAnnouncer() {
  const inboxes = useShared('folders.tree', inboxesOf);
  const before = useRef<readonly Counted[] | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!inboxes) return;
    const count = before.current ? arrivals(before.current, inboxes) : 0;
    before.current = inboxes;
    if (count > 0) setWords(t('notifications.arrived', { count }));
  }, [inboxes]);
  useEffect(() => {
    // The same words again would not be said.
    const timer = setTimeout(() => setWords(''), 5_000);
    return () => clearTimeout(timer);
  }, [words]);
  return <span role="status" className={unseen.unseen}>{words}</span>;
}
