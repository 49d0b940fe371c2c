/** A menu of actions under a button, with the keys that do the same. */
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, Header, MenuSection as AriaMenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { cx } from '../class-names.ts';
import { Keys } from './Keys.tsx';
import float from './Float.module.css';
import styles from './Menu.module.css';

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
  readonly placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end';
  /** Left out: it opens and closes by itself. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

export function Menu({ trigger, label, children, placement = 'bottom start', ...open }: MenuProps) {
  return (
    <MenuTrigger {...open}>
      {trigger}
      <Popover className={cx(float.popover, styles.popover)} placement={placement} offset={4}>
        <AriaMenu aria-label={label} className={styles.menu ?? ''}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export interface MenuItemProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly onAction: () => void;
  readonly isDisabled?: boolean;
  /** Under the name: why it cannot be chosen. */
  readonly note?: string | null | undefined;
  /** Draws it in the colour of what cannot be undone. */
  readonly isDangerous?: boolean;
}

export function MenuItem({ label, icon, keys, onAction, isDisabled = false, note, isDangerous = false }: MenuItemProps) {
  return (
    <AriaMenuItem textValue={label} onAction={onAction} isDisabled={isDisabled} className={cx(styles.item, isDangerous && styles.dangerous)}>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      {note ? (
        <span className={styles.label}>
          {label}
          <span className={styles.note}>{note}</span>
        </span>
      ) : <span className={styles.label}>{label}</span>}
      {keys ? <Keys keys={keys} /> : null}
    </AriaMenuItem>
  );
}

export interface MenuChoiceProps<T extends string> {
  readonly title: string;
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: ReactNode }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A section of the menu where one of several is on. */
export function MenuChoice<T extends string>({ title, options, value, onChange }: MenuChoiceProps<T>) {
  return (
    <AriaMenuSection selectionMode="single" disallowEmptySelection selectedKeys={[value]} onSelectionChange={(keys) => { if (keys !== 'all') for (const key of keys) onChange(key as T); }}>
      <Header className={styles.header ?? ''}>{title}</Header>
      {options.map((option) => (
        <AriaMenuItem key={option.value} id={option.value} textValue={option.label} className={styles.item ?? ''}>
          {({ isSelected }) => (
            <>
              {option.icon ? <span className={styles.icon}>{option.icon}</span> : null}
              <span className={styles.label}>{option.label}</span>
              {isSelected ? <Check size={14} aria-hidden /> : null}
            </>
          )}
        </AriaMenuItem>
      ))}
    </AriaMenuSection>
  );
}

export const MenuSeparator = () => <Separator className={styles.separator ?? ''} />;
