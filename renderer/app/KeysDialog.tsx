/** All keys, grouped. */
import { KEYS, type KeyBinding } from '../../shared/keys.ts';
import { Button } from '../design/primitives/Button.tsx';
import { Dialog } from '../design/primitives/Dialog.tsx';
import { Keys } from '../design/primitives/Keys.tsx';
import styles from './KeysDialog.module.css';

const BINDINGS: readonly KeyBinding[] = Object.values(KEYS);
const GROUPS = [...new Set(BINDINGS.map(({ group }) => group))];

export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose} width={680} actions={<Button onPress={onClose}>Close</Button>}>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{group}</h3>
            <dl>
              {BINDINGS.filter((binding) => binding.group === group).map(({ keys, about }) => (
                <div key={about} className={styles.row}>
                  <dt>{about}</dt>
                  <dd className={styles.keys}>
                    {keys.map((key) => (
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
