/** Says it when a choice could not be kept, wherever it was made. */
import { useEffect } from 'react';
import { failureText } from '../../shared/locales/engine-words.ts';
import { t } from '../../shared/locales/t.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { onRefusedSettings } from '../engine/settings.ts';

export function RefusedSettings() {
  const toasts = useToasts();
  useEffect(() => onRefusedSettings((failure) => toasts.show({ text: t('app.notKept', { reason: failureText(failure) }), tone: 'error' })), [toasts]);
  return null;
}
