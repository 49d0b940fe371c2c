/** Projection: operations and sends on their way, parked ones first for the user's eye, then the newest done. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { OperationRow } from '../../shared/model/activity.ts';
import type { Entry } from '../operations/ledger.ts';
import type { SendEntry } from '../outbox/send-ledger.ts';
import type { Parts } from '../parts.ts';
import { live } from './live.ts';

const DONE_SHOWN = 50;

export function activityProjections({ ports, queue, outbox }: Parts): Pick<Projections, 'activity.list'> {
  return {
    'activity.list'(_input, sink) {
      const view = live({ clock: ports.clock, sink, pauseMs: 100, compute: () => ({ operations: activity(queue.entries(), outbox.entries()) }) });
      const offs = [queue.changed.on(() => view.touch()), outbox.changed.on(() => view.touch())];
      return () => {
        for (const off of offs) off();
        view.stop();
      };
    },
  };
}

/** Newest first. Pure. */
export function activity(operations: readonly Entry[], sends: readonly SendEntry[]): OperationRow[] {
  const rows = [...operations.map(operationRow), ...sends.map(sendRow)].sort((a, b) => b.createdAt - a.createdAt);
  const done = rows.filter((row) => row.state === 'done').slice(0, DONE_SHOWN);
  return [...rows.filter((row) => row.state === 'parked'), ...rows.filter((row) => row.state === 'running' || row.state === 'waiting'), ...done];
}

const operationRow = ({ operation, state, failure }: Entry): OperationRow => ({
  id: operation.id, accountId: operation.accountId, kind: operation.kind, title: operation.title, state, failure, createdAt: operation.createdAt,
});

const SEND_STATE = { waiting: 'waiting', sending: 'running', accepted: 'running', filed: 'done', parked: 'parked' } as const;

const sendRow = ({ send, state, failure, rejected }: SendEntry): OperationRow => ({
  id: send.id,
  accountId: send.accountId,
  kind: 'send',
  title: rejected.length ? `${send.title} (refused for ${rejected.join(', ')})` : send.title,
  state: SEND_STATE[state],
  failure,
  createdAt: send.createdAt,
});
