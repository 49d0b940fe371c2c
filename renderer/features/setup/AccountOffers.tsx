/** What the server of an account can do, asked of it when this is shown. */
import { Check, Minus } from 'lucide-react';
import { useEffect } from 'react';
import { useState } from 'react';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { t } from '../../../shared/locales/t.ts';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { ProgressBar } from '../../design/primitives/ProgressBar.tsx';
import type { AccountPlace } from '../../engine/accounts.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import styles from './AccountOffers.module.css';
import { offersOf } from './offer-words.ts';

type Offers = CommandOutput<'accounts.offers'>;

export function AccountOffers({ account }: { readonly account: AccountPlace }) {
  const engine = useEngine();
  const [offers, setOffers] = useState<Offers | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void engine.call('accounts.offers', { accountId: account.id }, { signal: leaving.signal }).then((result) => {
      if (leaving.signal.aborted) return;
      if (result.ok) setOffers(result.value);
      else setTrouble(failureText(result.failure));
    });
    return () => leaving.abort();
  }, [engine, account.id]);
  if (trouble !== null) return <InlineAlert tone="note" title={t('setup.offersNotAsked')}><p>{trouble}</p></InlineAlert>;
  if (!offers) return <div className={styles.asking}><p role="status">{t('setup.askingServer')}</p><ProgressBar label={t('setup.askingServer')} value={null} /></div>;
  return (
    <div className={styles.offers}>
      <dl className={styles.facts}>
        <dt>{t('setup.serverSoftware')}</dt>
        <dd>{offers.software || t('setup.serverSoftwareUnknown')}</dd>
        <dt>{t('setup.signsInWith')}</dt>
        <dd>{offers.mechanism ?? t('setup.unknown')}</dd>
      </dl>
      <ul className={styles.list}>
        {offersOf(offers.capabilities).map(({ words, isOffered }) => (
          <li key={words} data-missing={!isOffered || undefined}>
            {isOffered ? <Check size={16} aria-label={t('setup.offered')} role="img" /> : <Minus size={16} aria-label={t('setup.notOffered')} role="img" />}
            <span>{t(words)}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('setup.allCapabilities')}</summary>
        <p className={styles.raw}>{offers.capabilities.join(' ')}</p>
      </details>
    </div>
  );
}
