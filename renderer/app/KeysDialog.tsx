/** All keys, grouped; a word or a key finds them. */
import { useDeferredValue, useState } from 'react';
import { ACTIONS, bindingOf, KEY_GROUPS, type ActionName } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { Button } from '../design/primitives/Button.tsx';
import { Dialog } from '../design/primitives/Dialog.tsx';
import { Keys } from '../design/primitives/Keys.tsx';
import { TextField } from '../design/primitives/TextField.tsx';
import unseen from '../design/primitives/Unseen.module.css';
import styles from './KeysDialog.module.css';

/** `only`: those that do something in this window. */
export function KeysDialog({ isOpen, only = ACTIONS, onClose }: { readonly isOpen: boolean; readonly only?: readonly ActionName[]; readonly onClose: () => void }) {
  return (
    <Dialog title={t('app.keyboardShortcuts')} isOpen={isOpen} onClose={onClose} width={760} actions={<Button onPress={onClose}>{t('design.close')}</Button>}>
      <KeyList only={only} />
    </Dialog>
  );
}

function KeyList({ only }: { readonly only: readonly ActionName[] }) {
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  const found = only.filter((action) => fits(action, wanted));
  return (
    <>
      <TextField label={t('keys.find')} placeholder={t('keys.findSuch')} autoFocus value={typed} onChange={setTyped} className={styles.field ?? ''} />
      <div className={styles.groups}>
        {KEY_GROUPS.map((group) => {
          const own = found.filter((action) => bindingOf(action).group === group);
          return own.length === 0 ? null : (
            <section key={group} className={styles.group} aria-label={t(`keys.group-${group}`)}>
              <h3 className={styles.title}>{t(`keys.group-${group}`)}</h3>
              <dl>{own.map((action) => <KeyRow key={action} action={action} />)}</dl>
            </section>
          );
        })}
      </div>
      <p className={found.length === 0 ? styles.none : unseen.unseen} role="status">{found.length === 0 ? t('keys.none') : wanted === '' ? '' : t('palette.found', { count: found.length })}</p>
    </>
  );
}

const KeyRow = ({ action }: { readonly action: ActionName }) => (
  <div className={styles.row}>
    <dt>{t(`keys.${action}`)}</dt>
    <dd className={styles.keys}>{bindingOf(action).keys.map((keys) => <Keys key={keys} keys={keys} />)}</dd>
  </div>
);

/** By words of what it does or of its group, or by the keys as they are printed. */
function fits(action: ActionName, wanted: string): boolean {
  if (wanted === '') return true;
  const { keys, group } = bindingOf(action);
  const text = `${t(`keys.${action}`)} ${t(`keys.group-${group}`)}`.toLowerCase();
  return wanted.split(/\s+/u).every((word) => text.includes(word)) || keys.some((one) => one.toLowerCase() === wanted.replace(/^ctrl\+/u, 'mod+'));
}
