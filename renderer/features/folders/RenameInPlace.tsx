/** Asks for another name of a folder right where its name stands. Lies over the row, not in it: the tree has its own use for letters and arrows. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { useFolderPlaces, type FolderPlace } from '../../engine/folders.ts';
import { focusRow } from './focus-row.ts';
import { nameProblem, renamedKey } from './folder-care.ts';
import styles from './RenameInPlace.module.css';
import { useFolderCommand } from './use-folder-command.ts';

export interface RenameInPlaceProps {
  readonly folder: FolderPlace;
  readonly row: Element;
  readonly onDone: () => void;
}

export function RenameInPlace({ folder, row, onDone }: RenameInPlaceProps) {
  const { run } = useFolderCommand();
  const folders = useFolderPlaces();
  const [name, setName] = useState(folder.name);
  const [problem, setProblem] = useState<string | null>(null);
  const [place, setPlace] = useState(() => placeOf(row));
  const isOver = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const described = useId();
  useEffect(() => {
    const follow = (): void => setPlace(placeOf(row));
    window.addEventListener('scroll', follow, true);
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow, true);
      window.removeEventListener('resize', follow);
    };
  }, [row]);

  /** `isLast`: the focus is elsewhere already. */
  const leave = (isLast = false): void => {
    isOver.current = true;
    if (!isLast && row instanceof HTMLElement) row.focus();
    onDone();
  };
  /** `isLast`: the focus has gone elsewhere; what cannot be is dropped. */
  const commit = async (isLast: boolean): Promise<void> => {
    if (isOver.current) return;
    const typed = name.trim();
    // The server may have blanks around the name: looking at it changes nothing.
    if (name === folder.name || typed === folder.name) return leave(isLast);
    const siblings = folders.filter((one) => one.accountId === folder.accountId && one.parentId === folder.parentId && one.id !== folder.id).map((one) => one.name);
    const wrong = nameProblem(name, siblings);
    if (wrong) return isLast ? leave(true) : setProblem(wrong);
    isOver.current = true;
    const failure = await run('folders.rename', { folderId: folder.id, name: typed }, t('folders.renamed', { before: visibleLine(folder.name, 60), name: visibleLine(typed, 60) }), isLast ? [] : 'all');
    if (failure) {
      isOver.current = false;
      return setProblem(failureText(failure));
    }
    // Whoever is elsewhere by now stays there.
    if (isLast || !(document.activeElement === field.current || document.activeElement === document.body)) return onDone();
    leave();
    focusRow(renamedKey(folder.id, typed), folder.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') void commit(false);
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.place} style={place}>
      <input
        ref={field}
        className={styles.input}
        aria-label={t('folders.nameOf', { name: visibleLine(folder.name, 60) })}
        aria-invalid={problem !== null}
        aria-describedby={problem ? described : undefined}
        value={name}
        maxLength={200}
        dir="auto"
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void commit(true)}
      />
      {problem ? <p id={described} role="alert" className={styles.problem}>{problem}</p> : null}
    </div>
  );
}

function placeOf(row: Element): { left: number; top: number; width: number; height: number } {
  const { top, height, left, right } = row.getBoundingClientRect();
  const name = row.querySelector('[data-name]')?.getBoundingClientRect();
  const isLeftToRight = getComputedStyle(row).direction === 'ltr';
  const [from, to] = isLeftToRight ? [(name?.left ?? left) - 6, right - 4] : [left + 4, (name?.right ?? right) + 6];
  return { left: from, top: top + 2, width: to - from, height: height - 4 };
}
