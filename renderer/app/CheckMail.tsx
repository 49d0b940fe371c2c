/** The button that asks for mail. */
import { RefreshCw } from 'lucide-react';
import { memo } from 'react';
import { keysFor } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { useCheckMail } from './use-check-mail.ts';

export const CheckMail = memo(function CheckMail() {
  const check = useCheckMail();
  return <IconButton label={t('app.checkMail')} keys={keysFor('checkMail')} icon={<RefreshCw size={18} aria-hidden />} onPress={check} />;
});
