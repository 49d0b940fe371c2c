/** Keys and palette entries for what only some messages offer: images from outside, the way off a list, attachments, who the sender is. */
import { t } from '../../shared/locales/t.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { OFFER_NAMES, type MessageOffers, type OfferName } from '../features/reader/reader-actions.ts';
import type { OnReader } from './use-on-reader.ts';

/** Why the message at hand offers no such thing, a sentence; null if it does. */
export const whyNoOffer = (name: OfferName, offers: MessageOffers): string | null => (offers[name] ? null : name === 'details' ? t('actions.whyClosed') : t(`actions.whyNo-${name}`));

/** For the keys: what cannot be done says why. */
export function useOffers(onReader: OnReader): Readonly<Record<OfferName, () => void>> {
  const toasts = useToasts();
  const command = (name: OfferName) => (): void => onReader((reader) => {
    const offers = reader?.offers();
    if (offers?.[name]) offers[name]();
    else toasts.show({ text: offers ? whyNoOffer(name, offers)! : t('actions.whyClosed'), seconds: 4 });
  }, true);
  return Object.fromEntries(OFFER_NAMES.map((name) => [name, command(name)])) as Record<OfferName, () => void>;
}
