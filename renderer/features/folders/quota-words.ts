/** How much room is left on a server, in words. Pure. */
import { t } from '../../../shared/locales/t.ts';
import { numberWords } from '../../../shared/text/locale.ts';
import { sizeWords } from '../../../shared/text/size.ts';
import type { Quota } from '../../engine/abilities.ts';

export interface Room {
  /** 0 to 1, or more. */
  readonly part: number;
  /** Little is left. */
  readonly isLow: boolean;
  /** `4.5 GB of 5 GB used (90 %)`. */
  readonly words: string;
  /** `90 % full`. */
  readonly short: string;
}

const LOW = 0.9;

/** Of what is nearest its limit; null where the server names none. */
export function roomOf(quota: Quota): Room | null {
  const tightest = quota.filter(({ limit }) => limit > 0).toSorted((a, b) => b.used / b.limit - a.used / a.limit)[0];
  if (!tightest) return null;
  const { resource, used, limit } = tightest;
  const part = used / limit;
  const percent = Math.floor(part * 100);
  return {
    part,
    isLow: part > LOW,
    words: resource === 'storage'
      ? t('folders.room', { used: sizeWords(used), limit: sizeWords(limit), percent })
      : t('folders.roomOfMessages', { used: numberWords(used), limit: numberWords(limit), percent }),
    short: t('folders.full', { percent }),
  };
}
