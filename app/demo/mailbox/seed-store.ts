/** Fills a store with the demo mailbox, dated relative to now. */
import type { MailboxStore } from '../store/mailbox-store.ts';
export function seedStore(_store: MailboxStore, _now: Date): void {
}
