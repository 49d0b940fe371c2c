/** The search box: Enter asks the server, Escape goes back to the folder. */
import { ChevronDown, Search, X } from 'lucide-react';
import { memo, useImperativeHandle, useRef, type Ref } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { keysFor } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import { Keys } from '../../design/primitives/Keys.tsx';
import { Menu, MenuChoice } from '../../design/primitives/Menu.tsx';
import { boxKey } from './box-key.ts';
import styles from './SearchBox.module.css';

export type SearchScope = 'folder' | 'account';

export interface SearchBoxHandle {
  /** Puts the caret in and selects what is there. */
  focus(): void;
}

export interface SearchBoxProps {
  /** What is typed. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly scope: SearchScope;
  readonly onScope: (scope: SearchScope) => void;
  readonly onSearch: (text: string) => void;
  /** The search on screen; null while a folder is shown. */
  readonly active: string | null;
  readonly onLeave: () => void;
  /** Arrow down: from the box into the list. */
  readonly onEnterList: () => void;
  readonly ref?: Ref<SearchBoxHandle>;
}

const scopes = () => [{ value: 'folder', label: t('search.thisFolder') }, { value: 'account', label: t('search.allFolders') }] as const;

export const SearchBox = memo(function SearchBox({ text, onText, scope, onScope, onSearch, active, onLeave, onEnterList, ref }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const scopeName = t(scope === 'folder' ? 'search.thisFolder' : 'search.allFolders');
  useImperativeHandle(ref, () => ({
    focus: () => {
      input.current?.focus();
      input.current?.select();
    },
  }), []);

  return (
    <search className={styles.search} aria-label={t('search.title')}>
      <SearchField
        aria-label={t('search.title')}
        className={styles.field ?? ''}
        value={text}
        onChange={onText}
        onSubmit={(value) => { if (value.trim()) onSearch(value.trim()); }}
        onClear={onLeave}
        onKeyDown={(event) => {
          const where = boxKey(event.key, text, event.nativeEvent.isComposing);
          if (where === null) return event.continuePropagation();
          if (where === 'list') event.preventDefault(); // or the list, focused by now, would scroll
          input.current?.blur();
          if (where === 'list') onEnterList();
          else onLeave();
        }}
      >
        <Search size={16} className={styles.icon ?? ''} aria-hidden />
        <Input ref={input} className={styles.input ?? ''} placeholder={t('search.title')} maxLength={1000} autoComplete="off" spellCheck="false" />
        {text === '' && active === null ? <Keys keys={keysFor('search')} /> : null}
        {text !== '' || active !== null ? (
          <Button className={styles.clear ?? ''} aria-label={t('search.leave')}>
            <X size={14} aria-hidden />
          </Button>
        ) : null}
      </SearchField>
      <Menu
        label={t('search.where')}
        placement="bottom end"
        trigger={
          <Button className={styles.scope ?? ''} aria-label={t('search.searchInScope', { scope: scopeName })}>
            <span className={styles.scopeName}>{scopeName}</span>
            <ChevronDown size={12} aria-hidden />
          </Button>
        }
      >
        <MenuChoice title={t('search.searchIn')} options={scopes()} value={scope} onChange={onScope} />
      </Menu>
    </search>
  );
});
