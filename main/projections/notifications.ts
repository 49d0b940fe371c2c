/** Projections: what stands to be told, and what the user asked for outside of the window. */
import type { Projections } from '../../shared/ipc/server.ts';
import type { Parts } from '../parts.ts';

type Names = 'notifications.list' | 'notifications.quiet' | 'notifications.requests' | 'notifications.badge';

export const notificationProjections = ({ notifications: { newMail, onDesktop, requests, badge } }: Parts): Pick<Projections, Names> => ({
  'notifications.list'(_input, sink) {
    const push = (): void => sink.push({ byHost: onDesktop.byHost, notes: [...newMail.notes()] });
    push();
    return newMail.changed.on(push);
  },
  'notifications.quiet'({ view }, sink) {
    sink.push({});
    return newMail.quiet(view);
  },
  'notifications.requests'(_input, sink) {
    const push = (): void => sink.push({ request: requests.newest });
    push();
    return requests.asked.on(push);
  },
  'notifications.badge'(_input, sink) {
    const push = (): void => sink.push({ unread: badge.unread });
    push();
    return badge.changed.on(push);
  },
});
