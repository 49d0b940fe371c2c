/** A search without a hit: what was looked for and where, how it is looked for, and where else it could be. */
import { t } from '../../shared/locales/t.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { Button } from '../design/primitives/Button.tsx';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { useAccountPlaces, type AccountPlace } from '../engine/accounts.ts';
import type { SearchQuery } from '../features/search/use-search-rows.ts';
import type { Place } from './place.ts';

export interface NothingFoundProps {
  readonly query: SearchQuery;
  readonly place: Place;
  readonly hideMark: boolean;
  /** Looks for the same in all folders. */
  readonly onWiden: () => void;
  readonly onLeave: () => void;
}

const LONGEST = 60;

export function NothingFound({ query, place, hideMark, onWiden, onLeave }: NothingFoundProps) {
  const accounts = useAccountPlaces();
  const isOneFolder = 'folderId' in query.scope;
  return (
    <EmptyState
      hideMark={hideMark}
      hint={t('app.howSearched')}
      action={
        <>
          {isOneFolder ? <Button onPress={onWiden}>{t('app.searchAllFolders')}</Button> : null}
          <Button variant="quiet" onPress={onLeave}>{t('app.backTo', { folder: place.title })}</Button>
        </>
      }
    >
      {wordsFor(query, place, accounts)}
    </EmptyState>
  );
}

function wordsFor({ text, scope }: SearchQuery, { title, accountId }: Place, accounts: readonly AccountPlace[]): string {
  const shown = visibleLine(text, LONGEST);
  if ('folderId' in scope) return t('app.notFoundInFolder', { text: shown, folder: title });
  const account = accounts.find(({ id }) => id === accountId);
  // With one account there is no other to tell it from.
  if (accounts.length < 2 || !account) return t('app.notFoundAnywhere', { text: shown });
  return t('app.notFoundInAccount', { text: shown, account: account.email });
}
