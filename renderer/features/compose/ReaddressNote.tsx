/** Says what became of the recipients of an answer that was begun and is asked for as another kind. */
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import type { ReplyKind } from './readdress.ts';
import type { Readdress } from './use-readdress.ts';

export interface ReaddressNoteProps extends Readdress {
  readonly kind: ReplyKind | undefined;
  readonly className: string;
}

export function ReaddressNote({ kind, outcome, onWanted, className }: ReaddressNoteProps) {
  const toAll = kind === 'replyAll';
  switch (outcome) {
    case null: return null;
    case 'changed': return (
      <InlineAlert tone="note" title={t(toAll ? 'compose.nowToAll' : 'compose.nowToAuthor')} className={className}>
        <p>{t('compose.textKept')}</p>
      </InlineAlert>
    );
    case 'offered': return (
      <InlineAlert tone="warning" title={t(toAll ? 'compose.notToAll' : 'compose.notToAuthor')} className={className} action={<Button onPress={onWanted}>{t(toAll ? 'compose.addressAll' : 'compose.addressAuthor')}</Button>}>
        <p>{t('compose.recipientsYours')}</p>
      </InlineAlert>
    );
    case 'unknown': return (
      <InlineAlert tone="warning" title={t('compose.checkRecipients')} className={className}>
        <p>{t('compose.recipientsUnknown')}</p>
      </InlineAlert>
    );
    default: return outcome satisfies never;
  }
}
