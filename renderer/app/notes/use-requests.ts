/** What the user asked for on the desktop: this window goes there. */
import { useEffect, useState } from 'react';
import type { MessageId } from '../../../shared/ids.ts';
import type { WindowRequest } from '../../../shared/model/note.ts';
import type { ListView } from '../../../shared/model/view.ts';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import { useStable } from '../use-stable.ts';

/** The request that some window of this browser has taken up. */
const KEY = 'godwit.request';
/** A window that nobody sees leaves it to one that is seen. */
const HIDDEN_MS = 400;

export interface RequestsInput {
  /** Of the place the window is at; null while folders are not known. */
  readonly placeKey: string | null;
  readonly onGoTo: (view: ListView) => void;
  /** Of the place it is at then. */
  readonly onOpen: (id: MessageId) => void;
  readonly onReply: (id: MessageId) => void;
}

const requestOf = ({ value }: ProjectionState<'notifications.requests'>): WindowRequest | null => value?.request ?? null;
const nameOf = ({ number, kind, folderId, messageId }: WindowRequest): string => JSON.stringify([number, kind, folderId, messageId]);

export function useRequests({ placeKey, onGoTo, onOpen, onReply }: RequestsInput): void {
  const request = useShared('notifications.requests', requestOf);
  const isReady = placeKey !== null;
  /** Taken up; its message is opened once the window is in its folder. */
  const [going, setGoing] = useState<WindowRequest | null>(null);
  const take = useStable((taken: WindowRequest) => {
    if (!claim(nameOf(taken))) return;
    onGoTo({ kind: 'folder', folderId: taken.folderId });
    setGoing(taken.messageId === null ? null : taken);
  });
  const arrive = useStable(({ kind, messageId }: WindowRequest) => {
    setGoing(null);
    if (messageId === null) return;
    onOpen(messageId);
    if (kind === 'reply') onReply(messageId);
  });
  useEffect(() => {
    if (!request || !isReady) return undefined;
    const timer = setTimeout(() => take(request), document.visibilityState === 'visible' ? 0 : HIDDEN_MS);
    return () => clearTimeout(timer);
  }, [request, isReady, take]);
  useEffect(() => {
    if (going && placeKey === going.folderId) arrive(going);
  }, [going, placeKey, arrive]);
}

function claim(name: string): boolean {
  try {
    if (localStorage.getItem(KEY) === name) return false;
    localStorage.setItem(KEY, name);
  } catch {
    // Denied: every window goes there.
  }
  return true;
}
