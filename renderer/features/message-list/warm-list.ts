/** Asks for the beginning of a list that is not on screen, so that it is there in the frame of the click that wants it. */
import type { Client } from '../../../shared/ipc/client.ts';
import { NEWEST_FIRST, NO_FILTER, type ListView } from '../../../shared/model/view.ts';
import { keepList, recallList, type ListValue } from './recent-lists.ts';
import { keyOfListing } from './use-list-rows.ts';
import { FIRST_WINDOW } from './window-plan.ts';

/** More than fits a screen. */
const ROWS = 60;

/**
 * Calls `then` when it is known, or cannot be had; the answered function stops it. Newest first, as a place is shown that nobody has been to.
 * `isFilling`: its first messages are on their way, and without any it says nothing.
 */
export function warmList(client: Client, view: ListView, conversations: boolean, then: () => void, isFilling = false): () => void {
  const listing = { view, sort: NEWEST_FIRST, filter: NO_FILTER, conversations };
  const key = keyOfListing(listing);
  let stop = (): void => {};
  if (recallList(key)) {
    queueMicrotask(then);
    return stop;
  }
  const input = { view, sort: NEWEST_FIRST, filter: NO_FILTER, from: FIRST_WINDOW.from, count: ROWS, unseen: true };
  const end = (): void => {
    stop();
    then();
  };
  const onValue = (value: ListValue): void => {
    if (!value.complete || (isFilling && value.rows.length === 0)) return;
    keepList(key, { value, window: FIRST_WINDOW });
    end();
  };
  stop = conversations ? client.watch('conversations.list', input, { onValue, onFailure: end }) : client.watch('messages.list', input, { onValue, onFailure: end });
  return stop;
}
