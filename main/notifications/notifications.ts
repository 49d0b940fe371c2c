/** New mail on the desktop and on the icon: notices it, shows it, asks the window for what the user wants to see of it. */
import { toFailure } from '../../shared/failure.ts';
import type { NoteAction } from '../../shared/model/note.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { OperationQueue } from '../operations/queue.ts';
import type { Ports } from '../ports.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { createBadge, type Badge } from './badge.ts';
import { NewMail } from './new-mail.ts';
import { showOnDesktop, type OnDesktop } from './on-desktop.ts';
import { ownMoves } from './own-moves.ts';
import { createRequests, type Requests } from './requests.ts';

export interface NotificationParts { ports: Ports; mirror: MirrorClient; queue: OperationQueue; accounts: AccountStore; settings: SettingsStore }

export class Notifications {
  readonly newMail: NewMail;
  readonly badge: Badge;
  readonly onDesktop: OnDesktop;
  readonly requests: Requests;

  /** `answer`: does what the user has chosen on the desktop. */
  constructor({ ports, mirror, queue, accounts, settings }: NotificationParts, answer: (id: string, action: NoteAction, at: number) => Promise<unknown>) {
    const shared = { mirror, clock: ports.clock, settings: () => settings.all, settingsChanged: settings.changed };
    this.requests = createRequests(ports.clock);
    this.newMail = new NewMail({ ...shared, log: ports.log, emailOf: ({ accountId }) => accounts.get(accountId)?.email, ownMoves: () => ownMoves(queue.entries()) });
    this.badge = createBadge({ ...shared, show: (unread) => ports.desktop.badge(unread) });
    this.onDesktop = showOnDesktop(this.newMail, ports.desktop, (id, action, at) => {
      if (action === 'open' || action === 'reply') ports.desktop.show();
      // There is no window that could say so; the message is where it was.
      answer(id, action, at).catch((error: unknown) => ports.log('warn', 'notifications.not-done', { action, code: toFailure(error).code }));
    });
  }

  stop(): void {
    this.newMail.stop();
    this.badge.stop();
    this.onDesktop.stop();
  }
}
