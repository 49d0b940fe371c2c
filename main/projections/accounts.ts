/** Projections: accounts with their state, the mirror's, and notices. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { AccountSummary } from '../../shared/model/account.ts';
import type { Parts } from '../parts.ts';
import { starting } from '../sync/account-state.ts';
import { live } from './live.ts';

/** How often "heard from the server N s ago" is told anew. */
const HEARD_MS = 5_000;

export function accountProjections(parts: Parts): Pick<Projections, 'accounts.list' | 'app.mirror' | 'app.notices'> {
  const { ports, mirror, accounts, running, settings } = parts;
  /** In the order the user has given them; those without a place last, as they were added. */
  const inOrder = () => {
    const places = settings.all.accounts;
    return accounts.all().sort((a, b) => (places[a.id]?.place ?? Infinity) - (places[b.id]?.place ?? Infinity) || 0);
  };
  return {
    'accounts.list'(_input, sink) {
      const view = live({ clock: ports.clock, sink, pauseMs: 400, everyMs: HEARD_MS, compute: () => ({ accounts: inOrder().map(summary) }) });
      const offs = [parts.accountsChanged.on(() => view.touch()), settings.changed.on(() => view.touch())];
      return () => {
        for (const off of offs) off();
        view.stop();
      };
    },
    'app.notices'(_input, sink) {
      const push = (): void => sink.push({ notices: [...parts.notices.all()] });
      push();
      return parts.notices.changed.on(push);
    },
    'app.mirror'(_input, sink) {
      const push = (): void => sink.push({ ...mirror.status });
      push();
      return mirror.onState(push);
    },
  };

  function summary({ id, email, name, demo }: { id: AccountSummary['id']; email: string; name: string; demo: boolean }): AccountSummary {
    const account = running.get(id);
    const { phase, status, statusWords, failure, progress } = account?.sync.state ?? starting;
    return { id, email, name, demo, phase, status, statusWords, failure, heardAt: account?.heardAt() ?? null, progress };
  }
}
