/** One line of recipients as chips with a field to type in. Comma, semicolon, Enter, Tab and leaving the field make chips. */
import { X } from 'lucide-react';
import { useId, useRef, type ReactNode } from 'react';
import { Button, Tag, TagGroup, TagList } from 'react-aria-components';
import { shownName } from '../../../shared/trust/claimed-address.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { cx } from '../../design/class-names.ts';
import { addTyped, endsEntry, type Chip } from './recipients.ts';
import styles from './RecipientField.module.css';

export interface RecipientFieldProps {
  readonly label: string;
  readonly chips: readonly Chip[];
  readonly typed: string;
  readonly isDisabled: boolean;
  readonly autoFocus?: boolean;
  readonly onChange: (chips: readonly Chip[], typed: string) => void;
  readonly children?: ReactNode;
}

export function RecipientField({ label, chips, typed, isDisabled, autoFocus = false, onChange, children }: RecipientFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const settle = (text: string): void => onChange(addTyped(chips, text), '');
  const remove = (keys: ReadonlySet<unknown>): void => {
    onChange(chips.filter((chip) => !keys.has(chip.id)), typed);
    input.current?.focus();
  };
  /** Back to text, to be corrected. */
  const edit = (chip: Chip): void => {
    onChange(addTyped(chips.filter((other) => other !== chip), typed), chip.text);
    input.current?.focus();
  };

  return (
    <div className={styles.field} onMouseDown={(event) => { if (event.target === event.currentTarget) { event.preventDefault(); input.current?.focus(); } }}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <div className={styles.line}>
        {chips.length ? (
          <TagGroup aria-label={t('compose.recipients', { field: label })} onRemove={remove} className={styles.group ?? ''}>
            <TagList items={chips} className={styles.list ?? ''}>
              {(chip) => {
                const shown = chip.address ? shownName(chip.address, 80) : visibleLine(chip.text, 80);
                return (
                  <Tag id={chip.id} textValue={chip.address ? shown : t('compose.chipNotAnAddress', { text: shown })} className={cx(styles.chip, !chip.address && styles.wrong)}>
                    <span className={styles.name} title={chip.address ? visibleLine(chip.text) : t('compose.notAnAddress', { text: shown })} onDoubleClick={() => edit(chip)}><bdi>{shown}</bdi></span>
                    <Button slot="remove" aria-label={t('compose.remove', { name: shown })} isDisabled={isDisabled} className={styles.remove ?? ''}><X size={12} aria-hidden /></Button>
                  </Tag>
                );
              }}
            </TagList>
          </TagGroup>
        ) : null}
        <input
          ref={input} id={id} className={styles.input} value={typed} disabled={isDisabled} autoFocus={autoFocus}
          type="text" inputMode="email" autoComplete="off" autoCapitalize="off" spellCheck={false} aria-invalid={chips.some((chip) => !chip.address) || undefined}
          onChange={({ target: { value } }) => {
            if (/[,;]$/u.test(value) && endsEntry(value)) settle(value);
            else onChange(chips, value);
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain');
            // Several at once become chips at once; a part of an address is just text.
            if (!/[,;\n]/u.test(pasted.trim())) return;
            event.preventDefault();
            const { selectionStart, selectionEnd } = event.currentTarget;
            settle(`${typed.slice(0, selectionStart ?? typed.length)}${pasted}${typed.slice(selectionEnd ?? typed.length)}`);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
              event.preventDefault();
              settle(typed);
            } else if (event.key === 'Backspace' && typed === '' && chips.length) {
              event.preventDefault();
              onChange(chips.slice(0, -1), '');
            }
          }}
          onBlur={() => { if (typed.trim()) settle(typed); }}
        />
      </div>
      {children}
    </div>
  );
}
