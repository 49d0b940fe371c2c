/** All tags: names and colours changed, new ones made, those that are not wanted left out of the menu. */
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { t } from '../../../shared/locales/t.ts';
import { keywordFor, offeredTags, TAG_COLOURS, type Tag, type TagColour } from '../../../shared/model/tag.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { Menu, MenuChoice } from '../../design/primitives/Menu.tsx';
import { TagDot } from '../../design/primitives/TagChips.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useChangeSettings } from '../../engine/settings.ts';
import { useTagChoices } from '../../engine/tags.ts';
import { useShared } from '../../engine/use-shared.ts';
import { LONGEST_NAME, nextColour } from './tag-choices.ts';
import styles from './TagsDialog.module.css';

export interface TagsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const keywordsOf = ({ value }: ProjectionState<'folders.abilities'>) => value?.accounts.flatMap(({ keywords }) => keywords) ?? [];

export const TagsDialog = ({ isOpen, onClose }: TagsDialogProps) => (
  <Dialog title={t('tags.title')} isOpen={isOpen} onClose={onClose} actions={<Button variant="primary" onPress={onClose}>{t('tags.done')}</Button>}>
    <TagList />
  </Dialog>
);

/** The same for a page of the settings. */
export function TagList() {
  const choices = useTagChoices();
  const keywords = useShared('folders.abilities', keywordsOf);
  const change = useChangeSettings();
  const toasts = useToasts();
  const tags = offeredTags(choices, keywords);
  const isTaken = (name: string, except?: string): boolean => tags.some((tag) => tag.keyword !== except && tag.name.localeCompare(name.trim(), undefined, { sensitivity: 'accent' }) === 0);

  const remove = ({ keyword, name }: Tag): void => {
    const key = keyword.toLowerCase();
    change({ tags: { [key]: { hidden: true } } });
    toasts.show({ text: t('tags.removedTag', { name: visibleLine(name, 40) }), action: { label: t('actions.undo'), onAction: () => change({ tags: { [key]: { hidden: false } } }) } });
  };
  return (
    <div className={styles.all}>
      <p className={styles.about}>{t('tags.about')}</p>
      <ul className={styles.list} aria-label={t('tags.title')}>
        {tags.map((tag) => (
          <TagRow key={tag.keyword} tag={tag} isTaken={(name) => isTaken(name, tag.keyword)} onChange={(part) => change({ tags: { [tag.keyword.toLowerCase()]: part } })} onRemove={() => remove(tag)} />
        ))}
      </ul>
      <NewTag
        isTaken={isTaken}
        onAdd={(name) => {
          // One that was left out comes back, with its messages.
          const hidden = Object.entries(choices).find(([, one]) => one.hidden && one.name?.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0)?.[0];
          const keyword = hidden ?? keywordFor(name, [...Object.keys(choices), ...keywords]);
          change({ tags: { [keyword]: hidden ? { hidden: false } : { name, colour: nextColour(tags) } } });
        }}
      />
    </div>
  );
}

interface TagRowProps {
  readonly tag: Tag;
  readonly isTaken: (name: string) => boolean;
  readonly onChange: (part: { name?: string; colour?: TagColour }) => void;
  readonly onRemove: () => void;
}

function TagRow({ tag, isTaken, onChange, onRemove }: TagRowProps) {
  const shown = visibleLine(tag.name, LONGEST_NAME);
  const [typed, setTyped] = useState<string | null>(null);
  const name = (typed ?? '').trim();
  const isWrong = typed !== null && name !== '' && isTaken(name);
  const keep = (): void => {
    if (name !== '' && !isWrong && name !== tag.name) onChange({ name });
    if (!isWrong) setTyped(null);
  };
  return (
    <li className={styles.row}>
      <Colour tag={tag} name={shown} onChange={(colour) => onChange({ colour })} />
      <TextField
        label={t('tags.nameOf', { name: shown })}
        isLabelHidden
        className={styles.name ?? ''}
        value={typed ?? shown}
        maxLength={LONGEST_NAME}
        error={isWrong ? t('tags.taken') : null}
        onChange={setTyped}
        onBlur={keep}
        onKeyDown={(event) => { if (event.key === 'Enter') keep(); else event.continuePropagation(); }}
      />
      <IconButton label={t('tags.removeTag', { name: shown })} icon={<Trash2 size={16} aria-hidden />} onPress={onRemove} />
    </li>
  );
}

function Colour({ tag, name, onChange }: { readonly tag: Tag; readonly name: string; readonly onChange: (colour: TagColour) => void }) {
  const label = t('tags.colourOf', { name });
  return (
    <Menu label={label} trigger={<AriaButton className={styles.swatch ?? ''} aria-label={`${label}: ${t(`tags.colour-${tag.colour}`)}`}><TagDot colour={tag.colour} /></AriaButton>}>
      <MenuChoice title={label} value={tag.colour} onChange={onChange} options={TAG_COLOURS.map((colour) => ({ value: colour, label: t(`tags.colour-${colour}`), icon: <TagDot colour={colour} /> }))} />
    </Menu>
  );
}

function NewTag({ isTaken, onAdd }: { readonly isTaken: (name: string) => boolean; readonly onAdd: (name: string) => void }) {
  const [typed, setTyped] = useState('');
  const name = typed.trim().replace(/\s+/gu, ' ');
  const isWrong = name !== '' && isTaken(name);
  return (
    <form
      className={styles.new}
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '' || isWrong) return;
        onAdd(name);
        setTyped('');
      }}
    >
      <TextField label={t('tags.newName')} className={styles.name ?? ''} value={typed} maxLength={LONGEST_NAME} error={isWrong ? t('tags.taken') : null} onChange={setTyped} />
      <Button type="submit" isDisabled={name === '' || isWrong}><Plus size={16} aria-hidden />{t('tags.add')}</Button>
    </form>
  );
}
