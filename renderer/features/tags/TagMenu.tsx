/** The tags of one or several messages: found by letters, put on and taken off, made anew. Focus stays in the field; arrows choose, Enter does it and closes, Space with nothing typed stays. Open before it is known what is on them: what is pressed by then is done when it is. */
import { Check, Minus, Plus, Settings2 } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog as AriaDialog, Popover } from 'react-aria-components';
import { t } from '../../../shared/locales/t.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { cx } from '../../design/class-names.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { TagDot } from '../../design/primitives/TagChips.tsx';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useChangeSettings } from '../../engine/settings.ts';
import { useTagChoices } from '../../engine/tags.ts';
import { useShared } from '../../engine/use-shared.ts';
import { tagOptions, type TagOption } from './tag-choices.ts';
import type { TaggedMessage } from './tag-state.ts';
import { useTagging } from './use-tagging.ts';
import float from '../../design/primitives/Float.module.css';
import styles from './TagMenu.module.css';

export interface TagMenuProps {
  /** How many messages it is for. */
  readonly count: number;
  /** As they were when it was opened; null until that is known. */
  readonly messages: readonly TaggedMessage[] | null;
  /** A point of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
  /** Opens the dialog of all tags. */
  readonly onEdit: () => void;
}

const NONE: readonly TaggedMessage[] = [];
const OWN_KEYS: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', ' ']);
const abilitiesOf = ({ value }: ProjectionState<'folders.abilities'>) => value?.accounts ?? [];

export function TagMenu({ count, messages: given, at, onClose, onEdit }: TagMenuProps) {
  const point = useRef<HTMLSpanElement>(null);
  const list = useId();
  const choices = useTagChoices();
  const changeSettings = useChangeSettings();
  const abilities = useShared('folders.abilities', abilitiesOf);
  const { messages, toggle } = useTagging(given ?? NONE);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  /** Keys that came before the options. */
  const [ahead, setAhead] = useState<readonly string[]>([]);
  const isKnown = given !== null;
  const options = isKnown ? tagOptions(messages, choices, abilities, typed) : [];
  const current = Math.min(active, options.length - 1);
  const refused = options.find(({ isRefused }) => isRefused);

  const choose = ({ tag, isNew, isRefused }: TagOption): boolean => {
    if (isRefused) return false;
    if (isNew) changeSettings({ tags: { [tag.keyword]: { name: tag.name, colour: tag.colour } } });
    toggle(tag);
    return true;
  };
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(options.length - 1, to));
    setActive(next);
    document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const press = (key: string): void => {
    const option = options[current];
    switch (key) {
      case 'ArrowDown': move(current + 1); break;
      case 'ArrowUp': move(current - 1); break;
      case 'Home': case 'PageUp': move(0); break;
      case 'End': case 'PageDown': move(options.length - 1); break;
      case 'Enter': if (option && choose(option)) onClose(); break;
      case ' ': if (option) choose(option); break;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || !OWN_KEYS.has(event.key) || (event.key === ' ' && typed !== '')) return;
    event.preventDefault();
    if (isKnown && ahead.length === 0) press(event.key);
    else if (!event.repeat) setAhead([...ahead, event.key]);
  };
  // One each time it is drawn: the next one means what this one has changed.
  useEffect(() => {
    const [key, ...rest] = ahead;
    if (!isKnown || key === undefined) return undefined;
    const next = setTimeout(() => {
      setAhead(rest);
      press(key);
    });
    return () => clearTimeout(next);
  });
  return (
    <>
      <span ref={point} style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} />
      <Popover triggerRef={point} isOpen onOpenChange={(open) => { if (!open) onClose(); }} placement="bottom start" offset={0} className={cx(float.popover, styles.popover)}>
        <AriaDialog aria-label={t('tags.menu', { count })} className={styles.dialog ?? ''}>
          <input
            className={styles.field}
            role="combobox"
            aria-label={t('tags.filter')}
            placeholder={t('tags.filter')}
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={options.length > 0 ? `${list}-${current}` : undefined}
            aria-autocomplete="list"
            value={typed}
            maxLength={100}
            autoFocus
            onChange={({ target }) => { setTyped(target.value); setActive(0); }}
            onKeyDown={onKeyDown}
          />
          <ul id={list} role="listbox" aria-label={t('tags.list')} aria-multiselectable="true" aria-busy={!isKnown || undefined} className={styles.list}>
            {options.map((option, index) => (
              <Option key={option.isNew ? '+' : option.tag.keyword} id={`${list}-${index}`} option={option} isActive={index === current} onPoint={() => setActive(index)} onChoose={() => choose(option)} />
            ))}
          </ul>
          {isKnown && options.length === 0 ? <p className={styles.note} role="status">{t('tags.none')}</p> : null}
          {refused ? <p className={styles.note}>{t('tags.noNew')}</p> : null}
          <div className={styles.foot}>
            <Button variant="quiet" onPress={() => { onClose(); onEdit(); }}><Settings2 size={16} aria-hidden />{t('tags.edit')}</Button>
          </div>
        </AriaDialog>
      </Popover>
    </>
  );
}

interface OptionProps { readonly id: string; readonly option: TagOption; readonly isActive: boolean; readonly onPoint: () => void; readonly onChoose: () => void }

function Option({ id, option: { tag, state, isNew, isRefused }, isActive, onPoint, onChoose }: OptionProps) {
  const name = visibleLine(tag.name, 60);
  return (
    <li
      id={id}
      role="option"
      aria-selected={state === 'all'}
      aria-checked={state === 'some' ? 'mixed' : state === 'all'}
      aria-disabled={isRefused || undefined}
      aria-label={isNew ? t('tags.make', { name }) : name}
      title={isRefused ? t(isNew ? 'tags.noNew' : 'tags.notHere') : undefined}
      className={cx(styles.option, isActive && styles.active)}
      onPointerMove={onPoint}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {isNew ? <Plus size={14} aria-hidden className={styles.plus} /> : <span className={styles.box} data-state={state}>{state === 'all' ? <Check size={12} aria-hidden /> : state === 'some' ? <Minus size={12} aria-hidden /> : null}</span>}
      <TagDot colour={tag.colour} />
      <span className={styles.name} dir="auto">{isNew ? t('tags.make', { name }) : name}</span>
    </li>
  );
}
