/** Handler: the user's choices. */
import type { Commands } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';

export const settingsHandlers = ({ settings }: Parts): Pick<Commands, 'settings.change'> => ({
  async 'settings.change'(change) {
    await settings.change(change);
    return {};
  },
});
