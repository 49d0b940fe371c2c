/** Says politely that there is more unread mail in an inbox, also while it is on screen; never drawn. */
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../shared/locales/t.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import { arrivals, type Counted } from './arrivals.ts';
import unseen from '../../design/primitives/Unseen.module.css';

const inboxesOf = ({ value }: ProjectionState<'folders.tree'>): readonly Counted[] | null =>
  value?.folders.filter(({ role }) => role === 'inbox').map(({ id, accountId, unread, total, syncing }) => ({ id, accountId, unread, total, syncing: Boolean(syncing) })) ?? null;

/** Milliseconds without words: the same ones again would not be said. */
const A_MOMENT = 50;

export function MailAnnouncer() {
  const inboxes = useShared('folders.tree', inboxesOf);
  const before = useRef<readonly Counted[] | null>(null);
  /** Not told yet. */
  const waiting = useRef(0);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!inboxes) return;
    waiting.current += before.current ? arrivals(before.current, inboxes) : 0;
    before.current = inboxes;
    if (waiting.current === 0) return;
    setWords('');
    const timer = setTimeout(() => {
      setWords(t('notifications.arrived', { count: waiting.current }));
      waiting.current = 0;
    }, A_MOMENT);
    return () => clearTimeout(timer);
  }, [inboxes]);
  useEffect(() => {
    // Who goes through the window later must not find it as news.
    const timer = setTimeout(() => setWords(''), 5_000);
    return () => clearTimeout(timer);
  }, [words]);
  return <span role="status" className={unseen.unseen}>{words}</span>;
}
