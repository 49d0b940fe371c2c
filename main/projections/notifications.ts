/** Projections: what stands to be told, and what the user asked for outside of the window. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';

type Names = 'notifications.list' | 'notifications.quiet' | 'notifications.requests' | 'notifications.badge';

export const notificationProjections = ({ notifications }: Parts): Pick<Projections, Names> => ({
  'notifications.list'(_input, sink) {
    const { newMail, onDesktop } = notifications;
    const push = (): void => sink.push({ byHost: onDesktop.byHost, notes: [...newMail.notes()] });
    push();
    return newMail.changed.on(push);
  },
  'notifications.quiet'({ view }, sink) {
    sink.push({});
    return notifications.newMail.quiet(view);
  },
  'notifications.requests'(_input, sink) {
    const push = (): void => sink.push({ request: notifications.requests.newest });
    push();
    return notifications.requests.asked.on(push);
  },
  'notifications.badge'(_input, sink) {
    const push = (): void => sink.push({ unread: notifications.badge.unread });
    push();
    return notifications.badge.changed.on(push);
  },
});
