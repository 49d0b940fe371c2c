/** One server of the form: name, port, security. */
import { t } from '../../../shared/locales/t.ts';
import { Select } from '../../design/primitives/Select.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import { editHost, editPort, editSecurity, exampleHost, type ServerForm, type ServerKind } from './account-form.ts';
import styles from './AddAccount.module.css';

export interface ServerFieldsProps {
  readonly kind: ServerKind;
  readonly server: ServerForm;
  readonly errors: { readonly host?: string; readonly port?: string } | undefined;
  /** Shows the user name, which most servers do not need. */
  readonly withUser: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (server: ServerForm) => void;
}

const SECURITIES = ['tls', 'starttls', 'none'] as const;

export function ServerFields({ kind, server, errors, withUser, isDisabled, onChange }: ServerFieldsProps) {
  return (
    <fieldset className={styles.server}>
      <legend className={styles.legend}>{t(`setup.${kind}Title`)}</legend>
      <TextField label={t('setup.server')} value={server.host} onChange={(host) => onChange(editHost(server, host))} error={errors?.host ?? null} isDisabled={isDisabled} autoComplete="off" spellCheck="false" placeholder={exampleHost(kind)} />
      <div className={styles.pair}>
        <TextField label={t('setup.port')} value={server.port} onChange={(port) => onChange(editPort(server, port))} error={errors?.port ?? null} isDisabled={isDisabled} inputMode="numeric" autoComplete="off" className={styles.port ?? ''} />
        <Select label={t('setup.security')} options={SECURITIES.map((value) => ({ value, label: t(`setup.security-${value}`) }))} value={server.security} onChange={(security) => onChange(editSecurity(kind, server, security))} isDisabled={isDisabled} className={styles.security ?? ''} />
      </div>
      {withUser ? <TextField label={t('setup.userName')} value={server.user} onChange={(user) => onChange({ ...server, user })} isDisabled={isDisabled} autoComplete="off" spellCheck="false" placeholder={t('setup.userPlaceholder')} /> : null}
    </fieldset>
  );
}
