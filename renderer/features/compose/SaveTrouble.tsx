/** Says whether the letter is saved, why not, and what can be done where two composers wrote at the same one. */
import { shortDate } from '../../../shared/text/short-date.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import type { SaveState } from './autosave.ts';

/** One line for the foot. */
export function saveWords(state: SaveState): string {
  switch (state.kind) {
    case 'saved': return t('compose.saved', { time: shortDate(state.at, state.at) });
    case 'failed': return state.failure.code === 'connection-lost' ? t('compose.notSavedReconnecting') : t('compose.notSaved');
    case 'elsewhere': case 'gone': return t('compose.notSaved');
    case 'untouched': case 'unsaved': case 'sent': return '';
    default: return state satisfies never;
  }
}

export interface SaveTroubleProps {
  readonly state: SaveState;
  readonly onKeepBoth: () => void;
  readonly className: string;
}

export function SaveTrouble({ state, onKeepBoth, className }: SaveTroubleProps) {
  if (state.kind === 'failed' && state.failure.code !== 'connection-lost') {
    return (
      <InlineAlert tone="error" title={t('compose.saveFailed')} className={className}>
        <p>{t('compose.keepsTrying', { reason: failureText(state.failure) })}</p>
      </InlineAlert>
    );
  }
  if (state.kind === 'elsewhere') {
    return (
      <InlineAlert tone="warning" title={t('compose.changedElsewhere')} className={className} action={<Button onPress={onKeepBoth}>{t('compose.keepBoth')}</Button>}>
        <p>{t('compose.notSavedUntilChosen')}</p>
      </InlineAlert>
    );
  }
  if (state.kind === 'gone') {
    return (
      <InlineAlert tone="warning" title={t(state.sent ? 'compose.sentElsewhere' : 'compose.discardedElsewhere')} className={className} action={<Button onPress={onKeepBoth}>{t('compose.keepAsNew')}</Button>}>
        <p>{t('compose.notSavedUntilThen')}</p>
      </InlineAlert>
    );
  }
  return null;
}
