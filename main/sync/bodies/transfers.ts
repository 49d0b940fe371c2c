/** What is being fetched into files just now, and how far it is. */
import { createEmitter, type Emitter } from '../../emitter.ts';
import type { MessageId } from '../../../shared/ids.ts';

export interface Transfer {
  readonly messageId: MessageId;
  readonly section: string;
  /** Octets as encoded: here, and of the whole as the server announced it. */
  readonly octets: number;
  readonly total: number;
}

export interface Transfers {
  readonly changed: Emitter<void>;
  list(): Transfer[];
  /** `end` must be called, however it ends. */
  begin(messageId: MessageId, section: string, total: number): { at(octets: number): void; end(): void };
}

export function createTransfers(): Transfers {
  const changed = createEmitter<void>();
  const under = new Set<{ -readonly [K in keyof Transfer]: Transfer[K] }>();
  return {
    changed,
    list: () => [...under].map((transfer) => ({ ...transfer })),
    begin(messageId, section, total) {
      const transfer = { messageId, section, octets: 0, total };
      under.add(transfer);
      changed.emit();
      return {
        at(octets) {
          transfer.octets = Math.min(octets, total);
          changed.emit();
        },
        end() {
          under.delete(transfer);
          changed.emit();
        },
      };
    },
  };
}
