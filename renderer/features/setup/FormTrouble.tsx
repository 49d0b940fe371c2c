/** Between the fields of an account and its buttons: what they would give away, and why the servers did not agree. */
import { t } from '../../../shared/locales/t.ts';
import { listWords } from '../../../shared/text/locale.ts';
import { Checkbox } from '../../design/primitives/Checkbox.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { hasPin, unprotectedHosts, withPin, type AccountForm, type FormErrors } from './account-form.ts';
import styles from './AddAccount.module.css';
import { pinOf } from './certificate-words.ts';
import { FailureAlert } from './FailureAlert.tsx';
import type { ShownFailure } from './failure-words.ts';
import { TrustCertificate } from './TrustCertificate.tsx';

export interface FormTroubleProps {
  readonly form: AccountForm;
  readonly errors: FormErrors;
  /** Of the last try. */
  readonly failure: ShownFailure | null;
  readonly isDisabled: boolean;
  readonly onChange: (change: Partial<AccountForm>) => void;
}

export function FormTrouble({ form, errors, failure, isDisabled, onChange }: FormTroubleProps) {
  const unprotected = unprotectedHosts(form);
  const refused = failure?.certificate;
  return (
    <>
      {unprotected.length > 0 ? (
        <InlineAlert tone="warning" title={t('setup.withoutEncryption')}>
          <p>{t('setup.inClear', { hosts: listWords(unprotected) })}</p>
          <Checkbox className={styles.confirm ?? ''} isSelected={form.plainConfirmed} onChange={(plainConfirmed) => onChange({ plainConfirmed })} isDisabled={isDisabled} isInvalid={Boolean(errors.plainConfirmed)}>
            {t('setup.inClearConfirm')}
          </Checkbox>
          {errors.plainConfirmed && !form.plainConfirmed ? <p className={styles.error}>{errors.plainConfirmed}</p> : null}
        </InlineAlert>
      ) : null}
      {failure ? (
        <FailureAlert failure={failure}>
          {refused ? <TrustCertificate facts={refused} isTrusted={hasPin(form.pins, pinOf(refused))} isDisabled={isDisabled} onChange={(isTrusted) => onChange({ pins: withPin(form.pins, pinOf(refused), isTrusted) })} /> : null}
        </FailureAlert>
      ) : null}
    </>
  );
}
