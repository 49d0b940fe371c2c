/** Says politely what has changed with the accounts and what was refused; never drawn. */
import { useEffect, useRef, useState } from 'react';
import type { AccountSummary } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';
import { useParked } from '../../engine/attention.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import unseen from '../../design/primitives/Unseen.module.css';
import { newsOf, settled, type Standing } from './announcements.ts';

const nameOf = ({ demo, email }: AccountSummary): string => (demo ? t('activity.demoInSentence') : email);
const phasesOf = ({ value }: ProjectionState<'accounts.list'>): Standing['accounts'] | null => value?.accounts.map((account) => ({ id: account.id, name: nameOf(account), phase: account.phase })) ?? null;

export function ActivityAnnouncer() {
  const accounts = useShared('accounts.list', phasesOf);
  const parked = useParked();
  const last = useRef<Standing | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!accounts) return;
    const now = settled(last.current, { accounts, parked });
    const news = last.current ? newsOf(last.current, now) : '';
    last.current = now;
    if (news) setWords(news);
  }, [accounts, parked]);
  return <span role="status" className={unseen.unseen}>{words}</span>;
}
