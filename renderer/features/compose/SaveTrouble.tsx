/** Says whether the letter is saved, why not, and what can be done where two composers wrote at the same one. */
import { shortDate } from '../../../shared/text/short-date.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import type { SaveState } from './autosave.ts';

/** One line for the foot. */
export function saveWords(state: SaveState): string {
  switch (state.kind) {
    case 'saved': return `Saved ${shortDate(state.at, state.at)}`;
    case 'failed': return state.failure.code === 'connection-lost' ? 'Not saved yet: reconnecting…' : 'Not saved';
    case 'elsewhere': case 'gone': return 'Not saved';
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
      <InlineAlert tone="error" title="This message could not be saved. Your text is still here." className={className}>
        <p>{state.failure.message} Godwit keeps trying; leave this window open until it says that it is saved.</p>
      </InlineAlert>
    );
  }
  if (state.kind === 'elsewhere') {
    return (
      <InlineAlert tone="warning" title="This message was changed in another window" className={className} action={<Button onPress={onKeepBoth}>Keep both</Button>}>
        <p>What you write here is not saved until you choose to keep it as a message of its own.</p>
      </InlineAlert>
    );
  }
  if (state.kind === 'gone') {
    return (
      <InlineAlert tone="warning" title={`This message was ${state.sent ? 'sent' : 'discarded'} in another window`} className={className} action={<Button onPress={onKeepBoth}>Keep as a new message</Button>}>
        <p>What you write here is not saved until then.</p>
      </InlineAlert>
    );
  }
  return null;
}
