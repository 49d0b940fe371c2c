/** Keys and palette entries for what only some messages offer: images from outside, the way off a list, attachments, who the sender is. */
import type { RefObject } from 'react';
import { t } from '../../shared/locales/t.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { OFFER_NAMES, type MessageOffers, type OfferName, type ReaderHandle } from '../features/reader/reader-actions.ts';

/** Why the message at hand offers no such thing, a sentence; null if it does. */
export const whyNoOffer = (name: OfferName, offers: MessageOffers): string | null => (offers[name] ? null : name === 'details' ? t('actions.whyClosed') : t(`actions.whyNo-${name}`));

/** For the keys: what cannot be done says why. */
export function useOffers(reader: RefObject<ReaderHandle | null>): Readonly<Record<OfferName, () => void>> {
  const toasts = useToasts();
  const command = (name: OfferName) => (): void => {
    if (!reader.current) return void toasts.show({ text: t('actions.whyClosed'), seconds: 4 });
    const offers = reader.current.offers();
    if (offers[name]) offers[name]();
    else toasts.show({ text: whyNoOffer(name, offers)!, seconds: 4 });
  };
  return Object.fromEntries(OFFER_NAMES.map((name) => [name, command(name)])) as Record<OfferName, () => void>;
}
