/** A key combination as it is printed on the keyboard: `Shift+U`, `Mod+K`, `G I` for one after the other. */
import { t } from '../../../shared/locales/t.ts';
import styles from './Keys.module.css';

const PRINTED: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Backspace: '⌫' };
const isMac = (): boolean => /mac/iu.test(navigator.platform);

function capOf(key: string): string {
  if (key === 'Mod') return isMac() ? '⌘' : t('keys.cap-ctrl');
  return key === 'Escape' ? t('keys.cap-escape') : PRINTED[key] ?? key;
}

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd className={styles.keys}>
      {keys.split(/[+ ]/u).map((key) => (
        <span key={key} className={styles.key}>
          {capOf(key)}
        </span>
      ))}
    </kbd>
  );
}
