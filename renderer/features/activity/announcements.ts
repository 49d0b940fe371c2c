/** What is worth saying aloud when it changes: an account that falls out or comes back, something that was refused. Pure. */
import type { AccountPhase } from '../../../shared/model/account.ts';

export interface Standing {
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly phase: AccountPhase }[];
  readonly parked: number;
}

const TOLD: Partial<Record<AccountPhase, string>> = { 'offline': 'is offline', 'needs-you': 'needs you', 'ready': 'is connected again' };

/** Empty if nothing of it is news. What passes in between (connecting, syncing) keeps what was said last. */
export function newsOf(before: Standing, after: Standing): string {
  const known = new Map(before.accounts.map(({ id, phase }) => [id, phase]));
  const news = after.accounts.flatMap(({ id, name, phase }) => {
    const was = known.get(id);
    return was !== undefined && was !== phase && TOLD[phase] ? [`${name} ${TOLD[phase]}.`] : [];
  });
  if (after.parked > before.parked) news.push(`${after.parked === 1 ? 'One action was' : `${after.parked} actions were`} refused and ${after.parked === 1 ? 'needs' : 'need'} you.`);
  return news.join(' ');
}

/** What stays told while an account connects and syncs. */
export function settled(before: Standing | null, now: Standing): Standing {
  const known = new Map(before?.accounts.map(({ id, phase }) => [id, phase]));
  return { ...now, accounts: now.accounts.map((account) => (TOLD[account.phase] ? account : { ...account, phase: known.get(account.id) ?? 'ready' })) };
}
