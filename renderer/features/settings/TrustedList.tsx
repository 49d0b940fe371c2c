/** Senders and domains that may more than others, each with a way to take it back; what was taken back stays in sight until the list is left. */
import { useState } from 'react';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { useChangeSettings, useSetting } from '../../engine/settings.ts';
import { SettingGroup } from './Setting.tsx';
import { given, shownOriginal, trustedWithImages, withdrawn, type Trusted } from './trusted.ts';
import styles from './TrustedList.module.css';

export function TrustedList() {
  const senders = useSetting('senders');
  const domains = useSetting('domains');
  return (
    <>
      <Permissions what="images" all={trustedWithImages({ senders, domains })} />
      <Permissions what="original" all={shownOriginal({ senders })} />
    </>
  );
}

const same = (a: Trusted) => (b: Trusted): boolean => a.kind === b.kind && a.name === b.name;

function Permissions({ what, all }: { readonly what: 'images' | 'original'; readonly all: readonly Trusted[] }) {
  const senders = useSetting('senders');
  const change = useChangeSettings();
  // As they stood when the list was opened, so that nothing moves under the pointer.
  const [before, setBefore] = useState(all);
  const shown = [...before, ...all.filter((one) => !before.some(same(one)))];
  const isIn = (one: Trusted): boolean => all.some(same(one));
  const toggle = (one: Trusted): void => {
    setBefore(shown);
    change(isIn(one) ? withdrawn(one, what, { senders }) : given(one, what));
  };
  return (
    <SettingGroup title={t(`settings.trusted-${what}`)}>
      <div className={styles.box}>
        {shown.length === 0 ? <p className={styles.none}>{t(`settings.trustedNone-${what}`)}</p> : (
          <ul className={styles.list}>
            {shown.map((one) => {
              const label = t(isIn(one) ? 'settings.remove' : 'settings.giveBack');
              return (
                <li key={`${one.kind} ${one.name}`} className={styles.one}>
                  <span className={styles.name} data-gone={!isIn(one) || undefined}>{one.name}</span>
                  <span className={styles.kind}>{t(`settings.trustedKind-${one.kind}`)}</span>
                  <Button variant="quiet" aria-label={t('settings.actOn', { act: label, name: one.name })} onPress={() => toggle(one)}>{label}</Button>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </SettingGroup>
  );
}
