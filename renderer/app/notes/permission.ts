/** Whether this browser lets notifications be shown; asked for only when the user presses the button for it. */
import { useSyncExternalStore } from 'react';

export type NotePermission = NotificationPermission | 'missing';

const listeners = new Set<() => void>();
const current = (): NotePermission => ('Notification' in window ? Notification.permission : 'missing');
let known: NotePermission = current();
let isFollowed = false;

function look(): void {
  const next = current();
  if (next === known) return;
  known = next;
  for (const listener of listeners) listener();
}

export async function askPermission(): Promise<void> {
  await Notification.requestPermission();
  look();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isFollowed) {
    isFollowed = true;
    // Changed in the settings of the browser, or by another window.
    void navigator.permissions?.query({ name: 'notifications' }).then((status) => status.addEventListener('change', look), () => undefined);
  }
  return () => listeners.delete(listener);
}

export const useNotePermission = (): NotePermission => useSyncExternalStore(subscribe, () => known);
