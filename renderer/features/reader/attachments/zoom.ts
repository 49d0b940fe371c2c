/** How large an image is shown: fitted to the window, or so many times its own size. */
import { t } from '../../../../shared/locales/t.ts';

export type Zoom = 'fit' | number;
export const FIT: Zoom = 'fit';

const STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4];

/** One step larger (1) or smaller (-1). From the fitted size to the true one. */
export function zoomed(zoom: Zoom, by: 1 | -1): Zoom {
  if (zoom === 'fit') return by > 0 ? 1 : 0.5;
  const next = by > 0 ? STEPS.find((step) => step > zoom) : STEPS.findLast((step) => step < zoom);
  return next ?? zoom;
}

export const zoomWords = (zoom: Zoom): string => (zoom === 'fit' ? t('attachments.fitted') : t('attachments.percent', { n: Math.round(zoom * 100) }));
