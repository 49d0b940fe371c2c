/** What each account keeps on this computer, how much of it is to be kept, and clearing it. Stands in a dialog or in the settings. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Result } from '../../../shared/failure.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { ProgressBar } from '../../design/primitives/ProgressBar.tsx';
import { useAccountPlaces } from '../../engine/accounts.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { AccountStorage } from './AccountStorage.tsx';
import { wholeWords } from './storage-words.ts';
import styles from './StorageView.module.css';

type Summary = CommandOutput<'storage.summary'>;

export function StorageView() {
  const accounts = useAccountPlaces();
  const { summary, failure, count } = useSummary();
  if (failure && !summary) {
    return (
      <InlineAlert tone="warning" title={t('storage.notCounted')} action={<Button onPress={() => void count()}>{t('design.tryAgain')}</Button>}>
        <p>{t('storage.safeOnServer', { reason: failure })}</p>
      </InlineAlert>
    );
  }
  if (!summary) return <div className={styles.counting}><p role="status">{t('storage.countingNow')}</p><ProgressBar label={t('storage.counting')} value={null} /></div>;
  return (
    <div className={styles.view}>
      <p className={styles.whole}>{wholeWords(summary.usage, summary.quota, summary.accounts)}</p>
      {accounts.map((account) => {
        const use = summary.accounts.find(({ accountId }) => accountId === account.id);
        return use ? <AccountStorage key={account.id} name={account.demo ? t('storage.demo') : account.email} use={use} onChanged={count} /> : null;
      })}
    </div>
  );
}

/** Counted when it is first shown and after every change. */
function useSummary(): { readonly summary: Summary | null; readonly failure: string | null; readonly count: () => Promise<void> } {
  const engine = useEngine();
  const [summary, setSummary] = useState<Summary | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const take = useCallback((result: Result<Summary>) => {
    if (result.ok) setSummary(result.value);
    setFailure(result.ok ? null : failureText(result.failure));
  }, []);
  /** Of the newest counting: one that takes longer may end after it. */
  const newest = useRef(0);
  const count = useCallback(async (signal?: AbortSignal) => {
    const mine = (newest.current += 1);
    const result = await engine.call('storage.summary', {}, signal ? { signal } : {});
    if (newest.current === mine && !signal?.aborted) take(result);
  }, [engine, take]);
  useEffect(() => {
    const leaving = new AbortController();
    void count(leaving.signal);
    return () => leaving.abort();
  }, [count]);
  return { summary, failure, count };
}
