/** Every projection of the contract; leaving one out does not compile. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';
import { abilityProjections } from './abilities.ts';
import { accountProjections } from './accounts.ts';
import { activityProjections } from './activity.ts';
import { attachmentProjections } from './attachments.ts';
import { conversationListProjections } from './conversation-list.ts';
import { folderProjections } from './folder-tree.ts';
import { keptHereProjections } from './kept-here.ts';
import { messageListProjections } from './message-list.ts';
import { messageDetailsProjections } from './message-details.ts';
import { messageViewProjections } from './message-view.ts';
import { notificationProjections } from './notifications.ts';
import { openConversationProjections } from './open-conversation.ts';
import { searchProjections } from './search-results.ts';

export function projections(parts: Parts): Projections {
  return {
    ...accountProjections(parts),
    ...folderProjections(parts),
    ...abilityProjections(parts),
    ...messageListProjections(parts),
    ...messageViewProjections(parts),
    ...messageDetailsProjections(parts),
    ...conversationListProjections(parts),
    ...openConversationProjections(parts),
    ...searchProjections(parts),
    ...activityProjections(parts),
    ...keptHereProjections(parts),
    ...attachmentProjections(parts),
    ...notificationProjections(parts),
  };
}
