/** People of a header: name and address, and what can be done with them. */
import { useState } from 'react';
import { Copy, Mails, PenLine } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { splitFolderId, splitMessageId, type MessageId } from '../../../shared/ids.ts';
import type { Address } from '../../../shared/model/message.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Menu, MenuItem } from '../../design/primitives/Menu.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useReader } from './reader-context.ts';
import styles from './HeaderCard.module.css';

/** Drawn at first. */
const BEGIN = 100;

export function Author({ address }: { readonly address: Address }) {
  const name = visibleLine(address.name, 200);
  const shown = visibleLine(address.address, 400);
  return (
    <span className={styles.author}>
      {name ? <bdi className={styles.name}>{name}</bdi> : null}
      {name ? ' ' : null}
      <bdi className={name ? styles.address : styles.name}>{shown || t('reader.noAddress')}</bdi>
    </span>
  );
}

export interface PeopleProps {
  readonly label: string;
  readonly people: readonly Address[];
  /** The message they are named in. */
  readonly messageId: MessageId;
}

export function People({ label, people, messageId }: PeopleProps) {
  const [all, setAll] = useState(false);
  if (!people.length) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {(all ? people : people.slice(0, BEGIN)).map((person, index) => <Person key={index} address={person} messageId={messageId} />)}
        {!all && people.length > BEGIN ? <Button variant="quiet" onPress={() => setAll(true)}>{t('reader.showMorePeople', { n: people.length - BEGIN })}</Button> : null}
      </dd>
    </>
  );
}

function Person({ address, messageId }: { readonly address: Address; readonly messageId: MessageId }) {
  const { cards: { writeTo, showMailFrom } } = useReader();
  const toasts = useToasts();
  if (!address.address) return <span className={styles.person}><Author address={address} /></span>;
  // As it stands there: who steers by voice says what they see.
  const label = t('reader.personMenu', { person: `${visibleLine(address.name, 200)} ${visibleLine(address.address, 400)}`.trim() });
  const copy = (): void => void navigator.clipboard.writeText(address.address).then(
    () => toasts.show({ text: t('reader.addressCopied') }),
    () => toasts.show({ text: t('reader.addressNotCopied'), tone: 'error' }),
  );
  return (
    <span className={styles.person}>
      <Menu label={label} trigger={<AriaButton className={styles.personButton ?? ''} aria-label={label}><Author address={address} /></AriaButton>}>
        <MenuItem label={t('reader.copyAddress')} icon={<Copy size={16} aria-hidden />} onAction={copy} />
        {writeTo ? <MenuItem label={t('reader.writeTo')} icon={<PenLine size={16} aria-hidden />} onAction={() => writeTo(address, splitFolderId(splitMessageId(messageId).folderId).accountId)} /> : null}
        {showMailFrom ? <MenuItem label={t('reader.showMailFrom')} icon={<Mails size={16} aria-hidden />} onAction={() => showMailFrom(address)} /> : null}
      </Menu>
    </span>
  );
}
