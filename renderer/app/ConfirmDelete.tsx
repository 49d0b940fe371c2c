/** Asks before messages are deleted for good. */
import { Button } from '../design/primitives/Button.tsx';
import { Dialog } from '../design/primitives/Dialog.tsx';
import type { ActionPlan } from './actions.ts';

export function ConfirmDelete({ plan, onAnswer }: { readonly plan: ActionPlan | null; readonly onAnswer: (yes: boolean) => void }) {
  const count = plan?.input.messageIds.length ?? 0;
  return (
    <Dialog
      title={count === 1 ? 'Delete this message for good?' : `Delete ${count} messages for good?`}
      role="alertdialog"
      isOpen={plan !== null}
      onClose={() => onAnswer(false)}
      actions={
        <>
          <Button autoFocus onPress={() => onAnswer(false)}>Cancel</Button>
          <Button variant="danger" onPress={() => onAnswer(true)}>Delete for good</Button>
        </>
      }
    >
      <p>It is removed from the server and from every device. This cannot be undone.</p>
    </Dialog>
  );
}
