/** The number on the icon: unread messages of the inboxes. */
import { isFailure } from '../../shared/failure.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { isUsable } from '../mirror/usable.ts';
import type { Clock } from '../ports.ts';

/** Nobody reads it while it runs up. */
const PAUSE_MS = 300;

export interface Badge {
  readonly changed: Emitter<void>;
  readonly unread: number;
  stop(): void;
}

/** 0 if none is wanted. While rows are missing, what the server says counts. */
const badgeOf = (folders: readonly Pick<FolderRecord, 'role' | 'unread' | 'serverUnread' | 'checkpoint'>[], { badge }: Settings['notifications']): number =>
  badge === 'none' ? 0 : folders.reduce((sum, { role, unread, serverUnread, checkpoint }) => (role === 'inbox' ? sum + (checkpoint.complete ? unread : Math.max(unread, serverUnread ?? 0)) : sum), 0);

export interface BadgeOptions {
  mirror: MirrorClient;
  clock: Clock;
  settings(): Settings;
  settingsChanged: Emitter<void>;
  show(unread: number): void;
}

export function createBadge({ mirror, clock, settings, settingsChanged, show }: BadgeOptions): Badge {
  const changed = createEmitter<void>();
  let unread = 0;
  let cancel: (() => void) | null = null;
  const count = async (): Promise<void> => {
    cancel = null;
    if (!isUsable(mirror)) return;
    try {
      const now = badgeOf(await mirror.query('folders', {}), settings().notifications);
      if (now === unread) return;
      unread = now;
      show(now);
      changed.emit();
    } catch (error) {
      // It comes back and says so.
      if (!isFailure(error, 'mirror-unavailable')) throw error;
    }
  };
  const touch = (): void => { cancel ??= clock.after(PAUSE_MS, () => void count()); };
  const offs = [mirror.onChanges(touch), mirror.onState(touch), settingsChanged.on(touch)];
  touch();
  return {
    changed,
    get unread() { return unread; },
    stop() {
      for (const off of offs) off();
      cancel?.();
    },
  };
}
