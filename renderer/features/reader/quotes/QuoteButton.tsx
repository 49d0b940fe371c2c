/** Three dots for quoted text that is folded. */
import { t } from '../../../../shared/locales/t.ts';
import styles from './QuoteButton.module.css';

export interface QuoteButtonProps {
  readonly isOpen: boolean;
  readonly onPress: () => void;
}

export function QuoteButton({ isOpen, onPress }: QuoteButtonProps) {
  const label = t(isOpen ? 'reader.hideQuote' : 'reader.showQuote');
  return <button type="button" className={styles.button} aria-expanded={isOpen} aria-label={label} title={label} onClick={onPress}><span aria-hidden="true" className={styles.dots} /></button>;
}
