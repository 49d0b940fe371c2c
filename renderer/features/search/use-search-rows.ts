/** Hits of a search as rows of a list, as they come. */
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import type { ProjectionValue } from '../../../shared/ipc/contract.ts';
import type { MessageRow } from '../../../shared/model/message.ts';
import { t } from '../../../shared/locales/t.ts';
import { searchStatus } from '../../../shared/locales/engine-words.ts';
import { useProjection } from '../../engine/use-projection.ts';

export interface SearchQuery {
  readonly text: string;
  readonly scope: { readonly folderId: FolderId } | { readonly accountId: AccountId } | { readonly everywhere: true };
}

export interface SearchRows {
  readonly key: string;
  readonly total: number;
  readonly from: 0;
  readonly rows: readonly MessageRow[];
  readonly isLoading: boolean;
  readonly isSearching: boolean;
  /** In words: "Searching Archive (3 of 12)", "57 found". */
  readonly status: string;
  /** Folders that could not be searched: what is shown is not everything. */
  readonly failures: ProjectionValue<'search.results'>['failures'];
  /** The search as a whole could not be done, or not to its end. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export function useSearchRows(query: SearchQuery | null): SearchRows {
  const { value, input, failure } = useProjection('search.results', query);
  const key = query ? `search ${JSON.stringify(query)}` : '';
  const own = query && JSON.stringify(input) === JSON.stringify(query) ? value : null;
  // What befell the whole search names no folder.
  const whole = failure ?? own?.failures.find(({ folder }) => folder === '')?.failure ?? null;
  return {
    key,
    total: own?.rows.length ?? 0,
    from: 0,
    rows: own?.rows ?? [],
    isLoading: !failure && (own === null || (own.state === 'searching' && own.rows.length === 0)),
    isSearching: !failure && own?.state !== 'done',
    status: whole ? '' : own ? searchStatus(own) : t('search.searching'),
    failures: own?.failures.filter(({ folder }) => folder !== '') ?? [],
    failure: whole,
  };
}
