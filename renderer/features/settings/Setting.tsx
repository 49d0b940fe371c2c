/** One choice: what it is called and what it means at the left, its control at the right. */
import { useId, type ReactNode } from 'react';
import { Segmented } from '../../design/primitives/Segmented.tsx';
import { Select } from '../../design/primitives/Select.tsx';
import { Switch } from '../../design/primitives/Switch.tsx';
import styles from './Setting.module.css';

interface Words {
  readonly label: string;
  readonly note?: ReactNode;
}

interface RowProps extends Words {
  readonly noteId?: string;
  readonly children: ReactNode;
}

export function SettingRow({ label, note, noteId, children }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p>{label}</p>
        {note ? <p id={noteId} className={styles.note}>{note}</p> : null}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}

export function SettingSwitch({ isOn, onChange, isDisabled = false, ...words }: Words & { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void; readonly isDisabled?: boolean }) {
  const noteId = useId();
  return (
    <SettingRow {...words} noteId={noteId}>
      <Switch label={words.label} isSelected={isOn} onChange={onChange} isDisabled={isDisabled} describedBy={words.note ? noteId : undefined} />
    </SettingRow>
  );
}

interface ChoiceProps<T extends string> extends Words {
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly isDisabled?: boolean;
}

export const SettingChoice = <T extends string>({ label, note, options, value, onChange }: ChoiceProps<T>) => (
  <SettingRow label={label} note={note}><Segmented label={label} hideLabel options={options} value={value} onChange={onChange} /></SettingRow>
);

export const SettingSelect = <T extends string>({ label, note, options, value, onChange, isDisabled = false }: ChoiceProps<T>) => (
  <SettingRow label={label} note={note}><Select label={label} hideLabel options={options} value={value} onChange={onChange} isDisabled={isDisabled} className={styles.select ?? ''} /></SettingRow>
);

export function SettingGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useId();
  return (
    <section className={styles.group} aria-labelledby={heading}>
      <h3 id={heading} className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}
