/** What is missing from an answer or a forward when it is begun. */
import { t } from '../../../shared/locales/t.ts';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';

export interface StartNotesProps {
  readonly isForward: boolean;
  /** The text of the message that is answered could not be had. */
  readonly isUnquoted: boolean;
  /** It went to more people than are known here. */
  readonly isIncomplete: boolean;
  /** Names of attachments that do not go along. */
  readonly leftBehind: readonly string[];
  readonly className: string;
}

export function StartNotes({ isForward, isUnquoted, isIncomplete, leftBehind, className }: StartNotesProps) {
  return (
    <>
      {isIncomplete ? (
        <InlineAlert tone="warning" title={t('compose.incomplete')} className={className}>
          <p>{t('compose.incompleteWhy')}</p>
        </InlineAlert>
      ) : null}
      {isUnquoted ? (
        <InlineAlert tone="warning" title={t('compose.originalMissing')} className={className}>
          <p>{t(isForward ? 'compose.originalMissingForward' : 'compose.originalMissingReply')}</p>
        </InlineAlert>
      ) : null}
      {leftBehind.length > 0 ? (
        <InlineAlert tone="warning" title={t('compose.attachmentsStay', { count: leftBehind.length })} className={className}>
          <p>{leftBehind.length > 3 ? t('compose.onlyTextMore', { names: leftBehind.slice(0, 3).join(', ') }) : t('compose.onlyText', { names: leftBehind.join(', '), count: leftBehind.length })}</p>
        </InlineAlert>
      ) : null}
    </>
  );
}
