/** Every command of the contract; leaving one out does not compile. */
import type { Commands } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';
import { wakeUp } from '../accounts/wake-up.ts';
import { accountHandlers } from './accounts.ts';
import { activityHandlers } from './activity.ts';
import { attachmentHandlers } from './attachments.ts';
import { composeHandlers } from './compose.ts';
import { draftHandlers } from './drafts.ts';
import { folderHandlers } from './folders.ts';
import { messageHandlers } from './messages.ts';
import { notificationHandlers } from './notifications.ts';
import { readingHandlers } from './reading.ts';
import { settingsHandlers } from './settings.ts';
import { storageHandlers } from './storage.ts';

export function commands(parts: Parts): Commands {
  const { host, version, platform, profile, secrets } = parts.ports;
  return {
    'app.about': () => Promise.resolve({ version, host, platform, profile, secrets: secrets.describe() }),
    'app.dismissNotice': ({ id }) => {
      parts.notices.dismiss(id);
      return Promise.resolve({});
    },
    'app.online': () => {
      wakeUp(parts);
      return Promise.resolve({});
    },
    ...accountHandlers(parts),
    ...messageHandlers(parts),
    ...folderHandlers(parts),
    ...readingHandlers(parts),
    ...attachmentHandlers(parts),
    ...composeHandlers(parts),
    ...draftHandlers(parts),
    ...settingsHandlers(parts),
    ...notificationHandlers(parts),
    ...activityHandlers(parts),
    ...storageHandlers(parts),
  };
}
