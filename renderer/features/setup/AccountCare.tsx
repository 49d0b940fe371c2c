/** The menu of an account, and the dialogs behind it. Asked for anew with another key. */
import { FolderPlus, HardDrive, KeyRound, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { MenuItem, MenuSeparator } from '../../design/primitives/Menu.tsx';
import { MenuAt } from '../../design/primitives/MenuAt.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import type { AccountPlace } from '../../engine/accounts.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import { RemoveAccount } from './RemoveAccount.tsx';

export interface AccountCareProps {
  readonly account: AccountPlace;
  /** Where the menu is to open, in px of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onNewFolder: () => void;
  readonly onStorage: () => void;
}

export function AccountCare({ account, at, onNewFolder, onStorage }: AccountCareProps) {
  const engine = useEngine();
  const toasts = useToasts();
  const [step, setStep] = useState<'menu' | 'password' | 'remove' | 'done'>('menu');
  const done = (): void => setStep('done');
  const check = async (): Promise<void> => {
    const result = await engine.call('accounts.syncNow', { accountId: account.id });
    if (!result.ok) toasts.show({ text: t('setup.mailNotChecked', { reason: failureText(result.failure) }), tone: 'error' });
  };

  if (step === 'password') return <PasswordDialog account={account} onClose={done} />;
  if (step === 'remove') return <RemoveAccount account={account} onClose={done} />;
  if (step === 'done') return null;
  return (
    <MenuAt at={at} label={t('setup.actionsFor', { account: account.email })} onClose={() => setStep((now) => (now === 'menu' ? 'done' : now))}>
      <MenuItem label={t('setup.checkNow')} icon={<RefreshCw size={16} aria-hidden />} onAction={() => void check()} />
      <MenuItem label={t('setup.newFolder')} icon={<FolderPlus size={16} aria-hidden />} onAction={onNewFolder} />
      <MenuItem label={t('setup.storage')} icon={<HardDrive size={16} aria-hidden />} onAction={onStorage} />
      {account.demo ? null : <MenuItem label={t('setup.changePassword')} icon={<KeyRound size={16} aria-hidden />} onAction={() => setStep('password')} />}
      <MenuSeparator />
      <MenuItem label={t('setup.removeAccountAsk')} icon={<Trash2 size={16} aria-hidden />} isDangerous onAction={() => setStep('remove')} />
    </MenuAt>
  );
}
