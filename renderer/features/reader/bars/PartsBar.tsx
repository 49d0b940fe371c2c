/** A message that can be read in more than one way: nothing of it is hidden. */
import { Layers } from 'lucide-react';
import { useId, useState } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { MessageDetails } from '../../../../shared/model/message-details.ts';
import { t } from '../../../../shared/locales/t.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { Bar } from '../Bar.tsx';
import { AllParts } from '../details/AllParts.tsx';
import { isOfHeader } from '../details/ambiguity-words.ts';

export interface PartsBarProps {
  readonly messageId: MessageId;
  readonly details: Pick<MessageDetails, 'structure' | 'ambiguities'>;
}

export function PartsBar({ messageId, details: { structure, ambiguities } }: PartsBarProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const inHeader = isOfHeader(ambiguities);
  return (
    <>
      <Bar tone="warning" icon={<Layers size={16} aria-hidden />} action={<Button aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>{t(isOpen ? (inHeader ? 'trust.hideWhy' : 'trust.hideParts') : inHeader ? 'trust.why' : 'trust.showParts')}</Button>}>
        {t(inHeader ? 'trust.ambiguousHeader' : 'trust.ambiguous')}
      </Bar>
      <div id={id} hidden={!isOpen}>{isOpen ? <AllParts messageId={messageId} structure={structure} ambiguities={ambiguities} /> : null}</div>
    </>
  );
}
