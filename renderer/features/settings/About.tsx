/** What this is, where it keeps things, and whose work is in it. */
import { useEffect, useState } from 'react';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import { failureText, secretsNote } from '../../../shared/locales/engine-words.ts';
import { t } from '../../../shared/locales/t.ts';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { Mark } from '../../design/Mark.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { COMPONENTS } from './components.ts';
import { SettingGroup } from './Setting.tsx';
import styles from './About.module.css';

type Facts = CommandOutput<'app.about'>;

export function About() {
  const engine = useEngine();
  const [facts, setFacts] = useState<Facts | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void engine.call('app.about', {}, { signal: leaving.signal }).then((result) => {
      if (leaving.signal.aborted) return;
      if (result.ok) setFacts(result.value);
      setTrouble(result.ok ? null : failureText(result.failure));
    });
    return () => leaving.abort();
  }, [engine]);
  return (
    <>
      <div className={styles.head}>
        <Mark size={48} className={styles.mark ?? ''} />
        <div>
          <p className={styles.name}>{t('settings.product')}</p>
          <p className={styles.soft}>{facts ? t('settings.version', { version: facts.version, platform: facts.platform, host: t(`settings.host-${facts.host}`) }) : ''}</p>
        </div>
      </div>
      <p className={styles.words}>{t('settings.promise')}</p>
      {trouble ? <InlineAlert tone="warning"><p>{t('settings.aboutFailed', { reason: trouble })}</p></InlineAlert> : null}
      {facts ? (
        <SettingGroup title={t('settings.onThisComputer')}>
          <dl className={styles.facts}>
            <dt>{t('settings.folder')}</dt>
            <dd className={styles.path}><bdi dir="ltr">{facts.profile}</bdi></dd>
            <dt>{t('settings.passwords')}</dt>
            <dd>{secretsNote(facts.secrets)}</dd>
            <dt>{t('settings.mail')}</dt>
            <dd>{t('settings.mailWords')}</dd>
          </dl>
        </SettingGroup>
      ) : null}
      <SettingGroup title={t('settings.licences')}>
        <p className={styles.words}>{t('settings.licenceWords')}</p>
        <ul className={styles.components}>
          {COMPONENTS.map(({ name, licence }) => <li key={name}><bdi dir="ltr">{name}</bdi><bdi dir="ltr" className={styles.soft}>{licence}</bdi></li>)}
        </ul>
      </SettingGroup>
    </>
  );
}
