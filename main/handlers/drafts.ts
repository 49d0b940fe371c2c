/** Handlers: letters that are being written. */
import type { Commands } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';

export const draftHandlers = ({ drafts }: Parts): Pick<Commands, 'drafts.read' | 'drafts.save' | 'drafts.discard' | 'drafts.restore'> => ({
  'drafts.read': async ({ id }) => drafts.read(id),
  'drafts.save': (save) => drafts.save(save),
  async 'drafts.discard'({ id }) {
    await drafts.discard(id);
    return {};
  },
  async 'drafts.restore'({ id }) {
    await drafts.restore(id);
    return {};
  },
});
