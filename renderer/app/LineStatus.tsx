/** Says that the window has lost its engine and looks for it. */
import { t } from '../../shared/locales/t.ts';
import { useLine } from '../engine/EngineProvider.tsx';
import styles from './LineStatus.module.css';

export function LineStatus() {
  const { phase } = useLine();
  return <span role="status" className={styles.line}>{phase === 'reconnecting' ? t('app.reconnecting') : ''}</span>;
}
