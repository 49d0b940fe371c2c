/** A key combination as it is printed on the keyboard: `Shift+U`, `Mod+K`, `G I` for one after the other. */
import styles from './Keys.module.css';

const PRINTED: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Backspace: '⌫' };
const isMac = (): boolean => /mac/iu.test(navigator.platform);

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd className={styles.keys}>
      {keys.split(/[+ ]/u).map((key) => (
        <span key={key} className={styles.key}>
          {key === 'Mod' ? (isMac() ? '⌘' : 'Ctrl') : PRINTED[key] ?? key}
        </span>
      ))}
    </kbd>
  );
}
