/** Projection: what there is to know about one message beside its text. */
import { fail } from '../../shared/failure.ts';
import type { Projections } from '../../shared/ipc/server.ts';

export const messageDetailsProjections = (): Pick<Projections, 'messages.details'> => ({
  'messages.details'() {
    throw fail('unsupported', 'This is not possible yet.');
  },
});
