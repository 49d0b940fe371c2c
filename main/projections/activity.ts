/** Projections: operations and sends on their way, parked ones first for the user's eye, then the newest done; what each account is doing. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { AccountId, OperationId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { AccountActivity, OperationRow } from '../../shared/model/activity.ts';
import type { Entry } from '../operations/ledger.ts';
import { isReversible, takenBack } from '../operations/undoable.ts';
import type { NextTry, Outbox } from '../outbox/outbox.ts';
import type { SendEntry } from '../outbox/send-ledger.ts';
import type { Parts } from '../parts.ts';
import { connecting } from '../sync/account-state.ts';
import { live } from './live.ts';

const DONE_SHOWN = 50;
/** How often "heard from the server N s ago" is told anew. */
const HEARD_MS = 5_000;

export function activityProjections({ ports, queue, outbox, accounts, running, accountsChanged }: Parts): Pick<Projections, 'activity.list' | 'activity.accounts'> {
  const log = (): OperationRow[] => activity(queue.entries(), outbox.entries(), (id) => queue.isInFlight(id), (id) => outbox.nextTry(id));
  return {
    'activity.list'(_input, sink) {
      const view = live({ clock: ports.clock, sink, pauseMs: 100, compute: () => ({ operations: log() }) });
      const offs = [queue.changed.on(() => view.touch()), outbox.changed.on(() => view.touch())];
      return () => {
        for (const off of offs) off();
        view.stop();
      };
    },
    'activity.accounts'(_input, sink) {
      const view = live({ clock: ports.clock, sink, pauseMs: 400, everyMs: HEARD_MS, compute: () => {
        const rows = log();
        return { accounts: accounts.all().map(({ id }) => doing(id, rows)) };
      } });
      const offs = [accountsChanged.on(() => view.touch()), queue.changed.on(() => view.touch()), outbox.changed.on(() => view.touch())];
      return () => {
        for (const off of offs) off();
        view.stop();
      };
    },
  };

  function doing(id: AccountId, rows: readonly OperationRow[]): AccountActivity {
    const account = running.get(id);
    const own = rows.filter(({ accountId }) => accountId === id);
    const { phase, status, statusWords, failure, retryAt, progress } = account?.sync.state ?? connecting;
    return {
      accountId: id, phase, status, statusWords, failure, retryAt, progress,
      since: account?.sync.since ?? ports.clock.now(),
      heardAt: account?.heardAt() ?? null,
      waiting: own.filter(({ state }) => state === 'waiting' || state === 'running').length,
      parked: own.filter(({ state }) => state === 'parked').length,
    };
  }
}

/** Newest first. Pure. */
export function activity(operations: readonly Entry[], sends: readonly SendEntry[], isInFlight: (id: OperationId) => boolean, nextTry: Outbox['nextTry']): OperationRow[] {
  const taken = takenBack(operations);
  const newest = [...operations].sort((a, b) => b.operation.createdAt - a.operation.createdAt);
  const done = newest.filter(({ state }) => state === 'done').slice(0, DONE_SHOWN);
  const rows = [...newest.filter(({ state }) => state !== 'done'), ...done].map((entry): OperationRow => {
    const row = operationRow(entry, isInFlight);
    return { ...row, canUndo: !taken.has(row.id) && (row.state === 'waiting' || (row.state === 'done' && isReversible(entry))) };
  });
  const all = [...rows, ...sends.map((send) => sendRow(send, nextTry(send.send.id)))].sort((a, b) => b.createdAt - a.createdAt);
  return [...all.filter(({ state }) => state === 'parked'), ...all.filter(({ state }) => state === 'running' || state === 'waiting'), ...all.filter(({ state }) => state === 'done').slice(0, DONE_SHOWN)];
}

const operationRow = ({ operation, state, failure }: Entry, isInFlight: (id: OperationId) => boolean): OperationRow => ({
  id: operation.id, accountId: operation.accountId, kind: operation.kind, title: operation.title, titleWords: operation.titleWords, state: state === 'waiting' && isInFlight(operation.id) ? 'running' : state, failure, createdAt: operation.createdAt, canUndo: false,
});

const SEND_STATE = { waiting: 'waiting', sending: 'running', accepted: 'running', filed: 'done', parked: 'parked' } as const;

function titleOf({ title, titleWords }: SendEntry['send'], rejected: readonly string[]): Pick<OperationRow, 'title' | 'titleWords'> {
  if (rejected.length === 0) return { title, titleWords };
  // A record of before has no words: in other languages the kind of it is told instead.
  const said = say('engine-outbox.refusedFor', { title: titleWords ? { text: title, words: titleWords } : title, recipients: rejected.join(', ') });
  return { title: said.text, titleWords: titleWords && said.words };
}

const sendRow = ({ send, state, failure, accepted, copyFiled, rejected }: SendEntry, next: NextTry | undefined): OperationRow => ({
  id: send.id,
  accountId: send.accountId,
  kind: 'send',
  ...titleOf(send, rejected),
  state: next ? 'waiting' : SEND_STATE[state],
  failure: failure ?? next?.failure ?? null,
  ...(next ? { retryAt: next.retryAt } : {}),
  createdAt: send.createdAt,
  canUndo: false,
  ...(accepted ? { accepted } : {}),
  ...(send.outgoing && (copyFiled || !accepted) ? { canEdit: true } : {}),
});
