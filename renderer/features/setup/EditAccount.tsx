/** The settings of an account there is: changed here, tried, and kept if the servers agree. */
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { ProgressBar } from '../../design/primitives/ProgressBar.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import type { AccountPlace } from '../../engine/accounts.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { formOf, isOtherMailbox, readForm, type AccountForm, type FormErrors } from './account-form.ts';
import form_ from './AddAccount.module.css';
import styles from './EditAccount.module.css';
import { FormTrouble } from './FormTrouble.tsx';
import { ServerFields } from './ServerFields.tsx';
import { useSecretsNote } from './use-secrets-note.ts';

export interface EditAccountProps {
  readonly account: AccountPlace;
  readonly onClose: (isKept: boolean) => void;
}

export function EditAccount({ account, onClose }: EditAccountProps) {
  const engine = useEngine();
  const [before, setBefore] = useState<AccountForm | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void engine.call('accounts.settings', { accountId: account.id }, { signal: leaving.signal }).then((result) => {
      if (leaving.signal.aborted) return;
      if (result.ok) setBefore(formOf(result.value.settings));
      else setTrouble(failureText(result.failure));
    });
    return () => leaving.abort();
  }, [engine, account.id]);
  if (trouble !== null) return <InlineAlert tone="error" title={t('setup.settingsNotRead')}><p>{trouble}</p></InlineAlert>;
  return before ? <EditForm account={account} before={before} onClose={onClose} /> : null;
}

function EditForm({ account, before, onClose }: EditAccountProps & { readonly before: AccountForm }) {
  const toasts = useToasts();
  // The settings were closed meanwhile: what was pressed is done, and told where it is seen.
  const update = useCommand('accounts.update', (result) => toasts.show(result.ok ? { text: t('setup.settingsKept', { account: account.email }) } : { text: t('setup.settingsNotKept', { account: account.email, reason: failureText(result.failure) }), tone: 'error' }));
  const secretsNote = useSecretsNote();
  const [form, setForm] = useState(before);
  const [errors, setErrors] = useState<FormErrors>({});
  const element = useRef<HTMLFormElement>(null);
  const noteId = useId();
  const busy = update.isRunning;
  const edit = (change: Partial<AccountForm>): void => setForm((old) => ({ ...old, ...change }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const read = readForm(form, true);
    setErrors('errors' in read ? read.errors : {});
    if ('errors' in read) return update.clear();
    const result = await update.run({ accountId: account.id, settings: read.settings, password: form.password === '' ? null : form.password });
    if (result.ok) onClose(true);
  };
  // What had the focus is switched off meanwhile: the form has it, so that keys still mean what is in here.
  useEffect(() => {
    if (!busy) return undefined;
    const whole = element.current;
    whole?.focus();
    return () => {
      requestAnimationFrame(() => { if (whole?.isConnected && document.activeElement === whole) whole.querySelector<HTMLElement>('[type=submit]')?.focus(); });
    };
  }, [busy]);
  /** Takes back what is under way; only then it leaves. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!busy || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    update.cancel();
  };
  // The first field that is wrong gets the focus.
  useEffect(() => {
    if (Object.keys(errors).length > 0) element.current?.querySelector<HTMLElement>('[data-invalid] input')?.focus();
  }, [errors]);

  return (
    <form ref={element} tabIndex={-1} className={form_.form} onKeyDown={onKeyDown} onSubmit={(event) => void submit(event)} noValidate aria-label={t('setup.settingsOf', { account: account.email })}>
      <div className={form_.person}>
        <TextField label={t('setup.name')} value={form.name} onChange={(name) => edit({ name })} isDisabled={busy} autoComplete="name" placeholder={t('setup.namePlaceholder')} autoFocus />
        <TextField label={t('setup.email')} value={form.email} onChange={(email) => edit({ email })} error={errors.email ?? null} isDisabled={busy} type="email" autoComplete="email" spellCheck="false" />
        <TextField label={t('setup.password')} value={form.password} onChange={(password) => edit({ password })} isDisabled={busy} type="password" autoComplete="off" placeholder={t('setup.passwordKept')} {...(secretsNote ? { 'aria-describedby': noteId } : {})} />
        <TextField label={t('setup.authservId')} value={form.authservId} onChange={(authservId) => edit({ authservId })} error={errors.authservId ?? null} isDisabled={busy} autoComplete="off" spellCheck="false" placeholder={t('setup.authservIdUsual')} note={t('setup.authservIdNote')} />
      </div>
      {secretsNote ? <p id={noteId} className={styles.secrets}>{secretsNote}</p> : null}
      <div className={form_.servers}>
        <ServerFields kind="imap" server={form.imap} errors={errors.imap} withUser isDisabled={busy} onChange={(imap) => edit({ imap })} />
        <ServerFields kind="smtp" server={form.smtp} errors={errors.smtp} withUser isDisabled={busy} onChange={(smtp) => edit({ smtp })} />
      </div>
      {isOtherMailbox(before, form) ? <InlineAlert tone="note" title={t('setup.otherMailbox')}><p>{t('setup.otherMailboxWords')}</p></InlineAlert> : null}
      <FormTrouble form={form} errors={errors} failure={update.failure} isDisabled={busy} onChange={edit} />
      <div className={styles.foot}>
        {busy ? <ProgressBar label={t('setup.connecting')} value={null} className={form_.bar ?? ''} /> : null}
        <div className={form_.progress} role="status">{busy ? t('setup.signingInTo', { imap: form.imap.host, smtp: form.smtp.host }) : ''}</div>
        <Button onPress={() => (busy ? update.cancel() : onClose(false))}>{t('design.cancel')}</Button>
        <Button variant="primary" type="submit" isDisabled={busy}>{t('setup.save')}</Button>
      </div>
    </form>
  );
}
