/** What stands beside the mail when it is asked for: activity at the foot of the folders, and storage. */
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { AccountId } from '../../shared/ids.ts';
import { ActivityAnnouncer } from '../features/activity/ActivityAnnouncer.tsx';
import { StorageDialog } from '../features/storage/StorageDialog.tsx';
import { StateFoot } from './StateFoot.tsx';
import { useStable } from './use-stable.ts';
import type { ToWrite } from './writing.ts';

export interface PanelsInput {
  readonly onWrite: (what: ToWrite) => void;
  readonly onGoTo: (accountId: AccountId) => void;
  /** Brings the foot on screen, where the folders are not; true if it had to be brought. */
  readonly onShowFoot: () => boolean;
  readonly onHideFoot: () => void;
}

export interface Panels {
  readonly foot: ReactNode;
  readonly panels: ReactNode;
  readonly showActivity: () => void;
  readonly showStorage: () => void;
}

export function usePanels({ onWrite, onGoTo, onShowFoot, onHideFoot }: PanelsInput): Panels {
  const [activityShown, setActivityShown] = useState(false);
  const [storageShown, setStorageShown] = useState(false);
  const wasBrought = useRef(false);
  const goTo = useStable(onGoTo);
  const showActivity = useStable(() => {
    wasBrought.current = onShowFoot();
    // The drawer takes the focus first.
    requestAnimationFrame(() => setActivityShown(true));
  });
  const onActivityShown = useStable((isShown: boolean) => {
    setActivityShown(isShown);
    if (isShown || !wasBrought.current) return;
    wasBrought.current = false;
    onHideFoot();
  });
  const showStorage = useStable(() => setStorageShown(true));
  const foot = useMemo(() => <StateFoot onWrite={onWrite} onGoTo={goTo} activityShown={activityShown} onActivityShown={onActivityShown} />, [onWrite, goTo, activityShown, onActivityShown]);
  const panels = useMemo(() => (
    <>
      <ActivityAnnouncer />
      <StorageDialog isOpen={storageShown} onClose={() => setStorageShown(false)} />
    </>
  ), [storageShown]);
  return { foot, panels, showActivity, showStorage };
}
