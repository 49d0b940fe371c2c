/** The form that adds an account: guesses the servers, tries them, says what failed. */
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import type { AccountId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { ProgressBar } from '../../design/primitives/ProgressBar.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { applyGuess, EMPTY_FORM, EXAMPLE_ADDRESS, readForm, type AccountForm, type FormErrors } from './account-form.ts';
import styles from './AddAccount.module.css';
import { FormTrouble } from './FormTrouble.tsx';
import { ServerFields } from './ServerFields.tsx';
import { useSecretsNote } from './use-secrets-note.ts';

export interface AddAccountProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdded: (id: AccountId) => void;
}

export function AddAccount({ isOpen, onClose, onAdded }: AddAccountProps) {
  return (
    <Dialog title={t('setup.addAccount')} isOpen={isOpen} onClose={onClose} width={640} isKeptOpen>
      <AddAccountForm onClose={onClose} onAdded={onAdded} />
    </Dialog>
  );
}

function AddAccountForm({ onClose, onAdded }: Omit<AddAccountProps, 'isOpen'>) {
  const engine = useEngine();
  const add = useCommand('accounts.add');
  const secretsNote = useSecretsNote();
  const [form, setForm] = useState<AccountForm>(EMPTY_FORM);
  const [errors, setErrors] = useState<FormErrors>({});
  const noteId = useId();
  const [userAsked, setUserAsked] = useState(false);
  const withUser = userAsked || form.imap.user !== '' || form.smtp.user !== '';
  const formElement = useRef<HTMLFormElement>(null);
  const busy = add.isRunning;
  const edit = (change: Partial<AccountForm>): void => setForm((old) => ({ ...old, ...change }));

  const guess = async (): Promise<void> => {
    const email = form.email.trim();
    if (!email.includes('@')) return;
    const result = await engine.call('accounts.suggest', { email });
    const guessed = result.ok ? result.value : null; // without a guess the fields stay as they are: the user fills them in
    if (guessed) setForm((old) => (old.email.trim() === email ? applyGuess(old, guessed) : old));
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const read = readForm(form);
    setErrors('errors' in read ? read.errors : {});
    if ('errors' in read) return add.clear();
    const result = await add.run({ settings: read.settings, password: form.password });
    if (result.ok) onAdded(result.value.accountId);
  };

  // The first field that is wrong gets the focus.
  useEffect(() => {
    if (Object.keys(errors).length > 0) formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus();
  }, [errors]);

  return (
    <form ref={formElement} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.person}>
        <TextField label={t('setup.email')} value={form.email} onChange={(email) => edit({ email })} onBlur={() => void guess()} error={errors.email ?? null} isDisabled={busy} type="email" autoComplete="email" spellCheck="false" placeholder={EXAMPLE_ADDRESS} autoFocus />
        <TextField label={t('setup.name')} value={form.name} onChange={(name) => edit({ name })} isDisabled={busy} autoComplete="name" placeholder={t('setup.namePlaceholder')} />
        <TextField label={t('setup.password')} value={form.password} onChange={(password) => edit({ password })} error={errors.password ?? null} isDisabled={busy} type="password" autoComplete="off" {...(secretsNote ? { 'aria-describedby': noteId } : {})} />
        {secretsNote ? <p id={noteId} className={styles.note}>{secretsNote}</p> : null}
      </div>
      <div className={styles.servers}>
        <ServerFields kind="imap" server={form.imap} errors={errors.imap} withUser={withUser} isDisabled={busy} onChange={(imap) => edit({ imap })} />
        <ServerFields kind="smtp" server={form.smtp} errors={errors.smtp} withUser={withUser} isDisabled={busy} onChange={(smtp) => edit({ smtp })} />
      </div>
      {withUser ? null : <Button variant="quiet" className={styles.more ?? ''} isDisabled={busy} onPress={() => setUserAsked(true)}>{t('setup.otherUser')}</Button>}
      <FormTrouble form={form} errors={errors} failure={add.failure} isDisabled={busy} onChange={edit} />
      <div className={styles.foot}>
        {busy ? <ProgressBar label={t('setup.connecting')} value={null} className={styles.bar ?? ''} /> : null}
        <div className={styles.progress} role="status">
          {busy ? t('setup.signingInTo', { imap: form.imap.host, smtp: form.smtp.host }) : ''}
        </div>
        <Button onPress={() => (busy ? add.cancel() : onClose())}>{t('design.cancel')}</Button>
        <Button variant="primary" type="submit" isDisabled={busy}>{t('setup.connect')}</Button>
      </div>
    </form>
  );
}
