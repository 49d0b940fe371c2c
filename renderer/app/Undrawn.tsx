/** In the place of a window that could not be drawn: what it means, and the way back. */
import { t } from '../../shared/locales/t.ts';
import { Button } from '../design/primitives/Button.tsx';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import unseen from '../design/primitives/Unseen.module.css';
import styles from './App.module.css';

export function Undrawn() {
  return (
    <main className={styles.undrawn}>
      <h1 className={unseen.unseen}>Godwit</h1>
      <EmptyState action={<Button variant="primary" onPress={() => location.reload()}>{t('app.drawAgain')}</Button>}><span role="alert">{t('app.undrawn')}</span></EmptyState>
    </main>
  );
}
