/** What is worth saying aloud when it changes: an account that falls out or comes back, something that was refused. Pure. */
import type { AccountPhase } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';

export interface Standing {
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly phase: AccountPhase }[];
  readonly parked: number;
}

const isTold = (phase: AccountPhase): phase is 'offline' | 'needs-you' | 'ready' => phase === 'offline' || phase === 'needs-you' || phase === 'ready';

/** Empty if nothing of it is news. What passes in between (connecting, syncing) keeps what was said last. */
export function newsOf(before: Standing, after: Standing): string {
  const known = new Map(before.accounts.map(({ id, phase }) => [id, phase]));
  const news = after.accounts.flatMap(({ id, name, phase }) => {
    const was = known.get(id);
    return was !== undefined && was !== phase && isTold(phase) ? [t(`activity.told-${phase}`, { account: name })] : [];
  });
  if (after.parked > before.parked) news.push(t('activity.toldParked', { count: after.parked }));
  return news.join(' ');
}

/** What stays told while an account connects and syncs. */
export function settled(before: Standing | null, now: Standing): Standing {
  const known = new Map(before?.accounts.map(({ id, phase }) => [id, phase]));
  return { ...now, accounts: now.accounts.map((account) => (isTold(account.phase) ? account : { ...account, phase: known.get(account.id) ?? 'ready' })) };
}
