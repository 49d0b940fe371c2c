/** Storage in a window of its own. */
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { StorageView } from './StorageView.tsx';

export function StorageDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title={t('storage.title')} isOpen={isOpen} onClose={onClose} width={560} actions={<Button variant="primary" onPress={onClose}>{t('design.done')}</Button>}>
      <StorageView />
    </Dialog>
  );
}
