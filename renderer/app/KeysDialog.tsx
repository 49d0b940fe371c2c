/** All keys, grouped. */
import { ACTIONS, KEYS } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { Button } from '../design/primitives/Button.tsx';
import { Dialog } from '../design/primitives/Dialog.tsx';
import { Keys } from '../design/primitives/Keys.tsx';
import styles from './KeysDialog.module.css';

const GROUPS = [...new Set(ACTIONS.map((action) => KEYS[action].group))];

export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title={t('app.keyboardShortcuts')} isOpen={isOpen} onClose={onClose} width={680} actions={<Button onPress={onClose}>{t('design.close')}</Button>}>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{t(`keys.group-${group}`)}</h3>
            <dl>
              {ACTIONS.filter((action) => KEYS[action].group === group).map((action) => (
                <div key={action} className={styles.row}>
                  <dt>{t(`keys.${action}`)}</dt>
                  <dd className={styles.keys}>
                    {KEYS[action].keys.map((key) => (
                      <Keys key={key} keys={key} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
