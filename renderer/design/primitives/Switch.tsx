/** On or off, at once. Its words stand beside it. */
import { Switch as AriaSwitch } from 'react-aria-components';
import { cx } from '../class-names.ts';
import styles from './Switch.module.css';

export interface SwitchProps {
  /** For assistive technology. */
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  /** Id of words that say more. */
  readonly describedBy?: string | undefined;
  readonly className?: string;
}

export function Switch({ label, isSelected, onChange, isDisabled = false, describedBy, className }: SwitchProps) {
  return (
    <AriaSwitch aria-label={label} isSelected={isSelected} onChange={onChange} isDisabled={isDisabled} className={cx(styles.switch, className)} {...(describedBy ? { 'aria-describedby': describedBy } : {})}>
      <span className={styles.track}><span className={styles.knob} /></span>
    </AriaSwitch>
  );
}
