/** Projection: attachments on their way. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';
import { live } from './live.ts';

export function attachmentProjections({ ports, transfers }: Parts): Pick<Projections, 'attachments.transfers'> {
  return {
    'attachments.transfers'(_input, sink) {
      const view = live({ clock: ports.clock, sink, pauseMs: 150, compute: () => ({ transfers: transfers.list() }) });
      const off = transfers.changed.on(() => view.touch());
      return () => {
        off();
        view.stop();
      };
    },
  };
}
