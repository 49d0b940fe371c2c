/** New mail told by this window: notifications where the host shows none, the number on the icon, and a word for those who listen. Never drawn. */
import { useEffect, useState } from 'react';
import type { Note } from '../../../shared/model/note.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { sharedProjection } from '../../engine/shared-projection.ts';
import { useShared } from '../../engine/use-shared.ts';
import { MailAnnouncer } from './MailAnnouncer.tsx';
import { inStep } from './follow.ts';
import { createPainter, type Painter } from './painter.ts';
import { useNotePermission } from './permission.ts';

const byHostOf = ({ value }: ProjectionState<'notifications.list'>): boolean => value?.byHost ?? true;
const unreadOf = ({ value }: ProjectionState<'notifications.badge'>): number => value?.unread ?? 0;

export function Notes() {
  const byHost = useShared('notifications.list', byHostOf);
  return <>{byHost ? null : <InBrowser />}<MailAnnouncer /></>;
}

function InBrowser() {
  useBadge();
  const permission = useNotePermission();
  return permission === 'granted' ? <Shown /> : null;
}

function Shown() {
  const engine = useEngine();
  const [painter, setPainter] = useState<Painter | null>(null);
  useEffect(() => {
    let made: Painter | null = null;
    let isOver = false;
    // A note that is gone meanwhile is answered to by nobody; what else fails is in the activity panel.
    void createPainter((id, action, at) => void engine.call('notifications.act', { id, action, at })).then((one) => {
      made = one;
      if (isOver) one.stop();
      else setPainter(one);
    });
    return () => {
      isOver = true;
      made?.stop();
      setPainter(null);
    };
  }, [engine]);
  useEffect(() => {
    if (!painter) return undefined;
    const follow = inStep(painter);
    const projection = sharedProjection(engine, 'notifications.list');
    const push = (): void => {
      const notes: readonly Note[] | undefined = projection.get().value?.notes;
      if (notes) void follow(notes);
    };
    const off = projection.subscribe(push);
    push();
    return off;
  }, [engine, painter]);
  return null;
}

/** Where the browser has an icon for it. */
function useBadge(): void {
  const unread = useShared('notifications.badge', unreadOf);
  useEffect(() => {
    // Not installed, or not allowed: the title of the window has the number too.
    void navigator.setAppBadge?.(unread).catch(() => undefined);
  }, [unread]);
}
