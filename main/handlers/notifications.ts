/** Handlers: what the user answers to a note. */
import type { Commands } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';
import { messageHandlers } from './messages.ts';

export function notificationHandlers(parts: Parts): Pick<Commands, 'notifications.act'> {
  const messages = messageHandlers(parts);
  return {
    async 'notifications.act'({ id, action, at }, context) {
      const put = parts.notifications.newMail.dismiss(id, at);
      const newest = put?.messageIds[0];
      if (!put || newest === undefined || action === null) return {};
      const { messageIds, note: { folderId } } = put;
      switch (action) {
        case 'markRead': await messages['messages.setFlags']({ messageIds, add: ['seen'], remove: [] }, context); break;
        case 'archive': await messages['messages.move']({ messageIds, to: { role: 'archive' } }, context); break;
        case 'reply': parts.notifications.requests.ask('reply', folderId, newest); break;
        case 'open': parts.notifications.requests.ask(messageIds.length === 1 ? 'open' : 'folder', folderId, messageIds.length === 1 ? newest : null); break;
      }
      return {};
    },
  };
}
