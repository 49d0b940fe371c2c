/** One server of the form: name, port, security. */
import { Select } from '../../design/primitives/Select.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import { editHost, editPort, editSecurity, type ServerForm, type ServerKind } from './account-form.ts';
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

const TITLES = { imap: 'Incoming (IMAP)', smtp: 'Outgoing (SMTP)' } as const;
const SECURITIES = [{ value: 'tls', label: 'TLS' }, { value: 'starttls', label: 'STARTTLS' }, { value: 'none', label: 'None' }] as const;

export function ServerFields({ kind, server, errors, withUser, isDisabled, onChange }: ServerFieldsProps) {
  return (
    <fieldset className={styles.server}>
      <legend className={styles.legend}>{TITLES[kind]}</legend>
      <TextField label="Server" value={server.host} onChange={(host) => onChange(editHost(server, host))} error={errors?.host ?? null} isDisabled={isDisabled} autoComplete="off" spellCheck="false" placeholder={`${kind}.example.org`} />
      <div className={styles.pair}>
        <TextField label="Port" value={server.port} onChange={(port) => onChange(editPort(server, port))} error={errors?.port ?? null} isDisabled={isDisabled} inputMode="numeric" autoComplete="off" className={styles.port ?? ''} />
        <Select label="Security" options={SECURITIES} value={server.security} onChange={(security) => onChange(editSecurity(kind, server, security))} isDisabled={isDisabled} className={styles.security ?? ''} />
      </div>
      {withUser ? <TextField label="User name" value={server.user} onChange={(user) => onChange({ ...server, user })} isDisabled={isDisabled} autoComplete="off" spellCheck="false" placeholder="the e-mail address" /> : null}
    </fieldset>
  );
}
