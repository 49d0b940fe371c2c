/** Something to type into and a list under it that follows: a dialog over the window, by keyboard alone if wanted. A combobox to assistive technology. */
import { Search } from 'lucide-react';
import { useDeferredValue, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { t } from '../../../shared/locales/t.ts';
import unseen from '../../design/primitives/Unseen.module.css';
import styles from './Chooser.module.css';
import type { Choice } from './choice.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { rank, type Section } from './ranking.ts';

export interface ChooserProps<T extends Choice> {
  /** What it is for: the name of the dialog and of the field. */
  readonly label: string;
  readonly placeholder: string;
  readonly choices: readonly T[];
  /** Comes last while something is typed, such as to make what was not found. */
  readonly more?: ((typed: string) => readonly T[]) | undefined;
  readonly empty: string;
  /** Called with the dialog gone. */
  readonly onChoose: (choice: T) => void;
  /** Left without a choice. */
  readonly onLeave: () => void;
}

const PAGE = 8;

export function Chooser<T extends Choice>({ label, placeholder, choices, more, empty, onChoose, onLeave }: ChooserProps<T>) {
  const [isGone, setGone] = useState(false);
  const [typed, setTyped] = useState('');
  /** Null: the first that can be chosen. */
  const [active, setActive] = useState<number | null>(null);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  // Typing goes before ranking.
  const asked = useDeferredValue(typed);
  const sections = useMemo(() => sectionsOf(choices, asked, more), [choices, asked, more]);
  const items = useMemo(() => sections.flatMap((section) => section.items), [sections]);
  const at = Math.min(active ?? Math.max(0, asked === '' ? items.findIndex(({ entry }) => !entry.reason) : 0), items.length - 1);
  const nameOf = (index: number): string => `${id}-${index}`;

  useLayoutEffect(() => { list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }); }, [at, items]);

  const choose = (index: number): void => {
    // Enter came before what was typed last was ranked.
    const choice = (asked === typed ? items[index] : sectionsOf(choices, typed, more)[0]?.items[0])?.entry;
    if (!choice || choice.reason) return;
    // Gone first: what is done may put the focus elsewhere.
    flushSync(() => setGone(true));
    onChoose(choice);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const to = nextIndex(event, at, items.length);
    if (to !== null) setActive(to);
    else if (event.key === 'Enter') choose(at);
    // The key that opened it.
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') onLeave();
    else return;
    event.preventDefault();
  };

  let index = 0;
  return (
    <ModalOverlay isOpen={!isGone} isDismissable onOpenChange={(open) => { if (!open) onLeave(); }} className={styles.veil ?? ''}>
      <Modal className={styles.modal ?? ''}>
        <Dialog aria-label={label} className={styles.dialog ?? ''}>
          <div className={styles.field}>
            <Search size={16} aria-hidden />
            <input
              className={styles.input}
              role="combobox"
              aria-label={label}
              aria-expanded={items.length > 0}
              aria-controls={id}
              aria-autocomplete="list"
              aria-activedescendant={items.length > 0 ? nameOf(at) : undefined}
              placeholder={placeholder}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              autoFocus
              value={typed}
              onChange={(event) => { setTyped(event.target.value); setActive(null); }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div ref={list} id={id} role="listbox" aria-label={label} className={styles.list}>
            {sections.map(({ title, items: own }, section) => (
              <div key={title ?? section} role="group" aria-label={title ?? label} className={styles.group}>
                {title === null ? null : <div className={styles.title} aria-hidden="true">{title}</div>}
                {own.map((ranked) => {
                  const own = index++;
                  return <ChoiceRow key={ranked.entry.id} id={nameOf(own)} ranked={ranked} isActive={own === at} onPoint={() => setActive(own)} onChoose={() => choose(own)} />;
                })}
              </div>
            ))}
          </div>
          {items.length === 0 ? <p className={styles.empty}>{empty}</p> : null}
          <p className={unseen.unseen} role="status">{asked === '' ? '' : t('palette.found', { count: items.length })}</p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function sectionsOf<T extends Choice>(choices: readonly T[], text: string, more: ChooserProps<T>['more']): readonly Section<T>[] {
  const found = rank(choices, text, { recent: t('palette.recent') });
  const extra = text.trim() === '' ? [] : (more?.(text.trim()) ?? []);
  const all = extra.length === 0 ? found : [...found, { title: null, items: extra.map((entry) => ({ entry, marks: new Set<number>() })) }];
  return all.filter(({ items }) => items.length > 0);
}

/** Where a key goes in a list of `count`; null if it means something else. */
function nextIndex({ key, ctrlKey }: KeyboardEvent, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (ctrlKey ? `Ctrl+${key}` : key) {
    case 'ArrowDown': case 'Ctrl+n': case 'Ctrl+j': return (at + 1) % count;
    case 'ArrowUp': case 'Ctrl+p': return (at - 1 + count) % count;
    case 'PageDown': return Math.min(count - 1, at + PAGE);
    case 'PageUp': return Math.max(0, at - PAGE);
    case 'Ctrl+Home': return 0;
    case 'Ctrl+End': return count - 1;
    default: return null;
  }
}
