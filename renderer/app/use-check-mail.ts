/** Asks every account for mail at once; what keeps one from it is said. */
import { failureText } from '../../shared/locales/engine-words.ts';
import { t } from '../../shared/locales/t.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useAccountPlaces } from '../engine/accounts.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { useStable } from './use-stable.ts';

export function useCheckMail(): () => void {
  const accounts = useAccountPlaces();
  const engine = useEngine();
  const toasts = useToasts();
  return useStable(() => void Promise.all(accounts.map(async ({ id, email }) => ({ email, result: await engine.call('accounts.syncNow', { accountId: id }) }))).then((results) => {
    const failures = results.flatMap(({ email, result }) => (result.ok ? [] : [accounts.length > 1 ? t('app.accountReason', { account: email, reason: failureText(result.failure) }) : failureText(result.failure)]));
    if (failures.length > 0) toasts.show({ text: t('app.mailNotChecked', { reason: failures.join(' ') }), tone: 'error' });
  }));
}
