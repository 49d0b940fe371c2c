/** The line of state at the foot of the folders, kept fresh, with the activity behind it. */
import type { AccountSummary } from '../../shared/model/account.ts';
import { useLine } from '../engine/EngineProvider.tsx';
import { useProjection } from '../engine/use-projection.ts';
import { ActivityPanel } from '../features/activity/ActivityPanel.tsx';
import { stateLine } from '../features/folders/account-state.ts';
import { useNow } from './use-now.ts';

export function StateFoot({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const now = useNow(2000);
  const { phase } = useLine();
  const mirror = useProjection('app.mirror', {}).value;
  const operations = useProjection('activity.list', {}).value?.operations ?? [];
  const mirrorNote = mirror && mirror.state !== 'ready' ? mirror.note || 'The local copy is being prepared' : '';
  const line = phase === 'connected' ? mirrorNote || stateLine(accounts, now) : 'Reconnecting…';
  const notes = [
    ...(mirrorNote ? [{ key: 'mirror', text: mirrorNote, isProblem: mirror?.state === 'failing' }] : []),
    ...accounts.map((account) => ({ key: account.id, text: `${account.email}: ${stateLine([account], now)}${account.failure ? `. ${account.failure.message}` : ''}`, isProblem: account.phase === 'needs-you' })),
  ];
  return <ActivityPanel operations={operations} line={line} notes={notes} />;
}
