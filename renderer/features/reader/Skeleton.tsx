/** Soft bars where text will be. */
import { t } from '../../../shared/locales/t.ts';
import styles from './Skeleton.module.css';

const LINES = [92, 97, 88, 95, 40, 0, 90, 96, 72] as const;

export function Skeleton({ heading = false }: { readonly heading?: boolean }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={t('reader.onItsWay')}>
      {heading ? <span className={styles.heading} /> : null}
      {LINES.map((width, index) => <span key={index} className={styles.line} style={{ width: `${width}%` }} />)}
    </div>
  );
}
