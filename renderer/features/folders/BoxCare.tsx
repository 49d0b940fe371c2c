/** The menu of a view across all accounts, and what is behind it. Asked for anew with another key. */
import { CheckCheck, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { UnifiedBox } from '../../../shared/model/view.ts';
import { t } from '../../../shared/locales/t.ts';
import { MenuItem } from '../../design/primitives/Menu.tsx';
import { MenuAt } from '../../design/primitives/MenuAt.tsx';
import { useBoxes } from '../../engine/folders.ts';
import { Question } from './ForGood.tsx';
import { emptyWords } from './folder-care.ts';
import { boxWords } from './folder-tree.ts';
import type { Point } from './pane-context.ts';
import { useFolderCommand } from './use-folder-command.ts';

export function BoxCare({ box, at, onDone }: { readonly box: UnifiedBox; readonly at: Point; readonly onDone: () => void }) {
  const { run, tell } = useFolderCommand();
  const [step, setStep] = useState<'menu' | 'empty' | 'working'>('menu');
  const hasChosen = useRef(false);
  const { unread = 0, total = 0, folderIds = [] } = useBoxes().find((one) => one.box === box) ?? {};
  const name = boxWords(box, { unread: 0, total: 0 });
  const empties = box === 'trash' || box === 'junk';
  const markRead = async (): Promise<void> => {
    hasChosen.current = true;
    setStep('working');
    await run('folders.markRead', { view: { kind: 'unified', box } }, t('folders.allRead', { name }));
    onDone();
  };
  const emptyAll = async (): Promise<void> => {
    const refused: Failure[] = [];
    for (const [at, folderId] of folderIds.entries()) {
      // It is empty where all of it is.
      const isTold = at === folderIds.length - 1 && refused.length === 0;
      const failure = await run('folders.empty', { folderId }, isTold ? t('folders.emptied', { name }) : null, 'all', true);
      if (failure) refused.push(failure);
    }
    for (const failure of refused) tell(failure);
  };
  if (step === 'working') return null;
  if (step === 'empty') {
    return (
      <Question title={t('folders.emptyAsked', { name })} label={t('folders.empty', { name: t(`folders.box-${box}`) })} onClose={onDone} onYes={emptyAll}>
        <p>{emptyWords(total)}</p>
      </Question>
    );
  }
  return (
    <MenuAt at={at} label={t('folders.actionsFor', { name })} onClose={() => { if (!hasChosen.current) onDone(); }}>
      <MenuItem label={t('folders.markAllRead')} icon={<CheckCheck size={16} aria-hidden />} isDisabled={box === 'flagged' ? total === 0 : unread === 0} onAction={() => void markRead()} />
      {empties ? (
        <MenuItem
          label={t(box === 'trash' ? 'folders.emptyTrash' : 'folders.emptyJunk')}
          icon={<Trash2 size={16} aria-hidden />}
          isDangerous
          isDisabled={total === 0}
          onAction={() => {
            hasChosen.current = true;
            setStep('empty');
          }}
        />
      ) : null}
    </MenuAt>
  );
}
