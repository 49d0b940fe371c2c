/** Asks before messages are deleted for good. */
import { t } from '../../shared/locales/t.ts';
import { Button } from '../design/primitives/Button.tsx';
import { Dialog } from '../design/primitives/Dialog.tsx';
import type { ActionPlan } from './actions.ts';

export function ConfirmDelete({ plan, onAnswer }: { readonly plan: ActionPlan | null; readonly onAnswer: (yes: boolean) => void }) {
  const count = plan?.input.messageIds.length ?? 0;
  return (
    <Dialog
      title={t('app.deleteForGoodAsked', { count })}
      role="alertdialog"
      isOpen={plan !== null}
      onClose={() => onAnswer(false)}
      actions={
        <>
          <Button autoFocus onPress={() => onAnswer(false)}>{t('design.cancel')}</Button>
          <Button variant="danger" onPress={() => onAnswer(true)}>{t('app.deleteForGood')}</Button>
        </>
      }
    >
      <p>{t('app.cannotBeUndone')}</p>
    </Dialog>
  );
}
