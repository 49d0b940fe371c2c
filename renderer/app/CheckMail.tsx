/** Asks every account for mail at once; what keeps one from it is said. */
import { RefreshCw } from 'lucide-react';
import { memo } from 'react';
import { t } from '../../shared/locales/t.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useAccountPlaces } from '../engine/accounts.ts';
import { useEngine } from '../engine/EngineProvider.tsx';

export const CheckMail = memo(function CheckMail() {
  const accounts = useAccountPlaces();
  const engine = useEngine();
  const toasts = useToasts();
  const check = async (): Promise<void> => {
    const results = await Promise.all(accounts.map(async ({ id, email }) => ({ email, result: await engine.call('accounts.syncNow', { accountId: id }) })));
    const failures = results.flatMap(({ email, result }) => (result.ok ? [] : [accounts.length > 1 ? t('app.accountReason', { account: email, reason: failureText(result.failure) }) : failureText(result.failure)]));
    if (failures.length > 0) toasts.show({ text: t('app.mailNotChecked', { reason: failures.join(' ') }), tone: 'error' });
  };
  return <IconButton label={t('app.checkMail')} icon={<RefreshCw size={18} aria-hidden />} onPress={() => void check()} />;
});
