/** What happens to the links of a message: where they go is shown, what is doubtful is asked, a letter is written here, the rest leaves. */
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Result } from '../../../shared/failure.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { parseMailto, type MailtoLink } from '../../../shared/text/mailto.ts';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { LinkQuestion, type DoubtfulLink } from './LinkQuestion.tsx';
import { LinkTarget } from './LinkTarget.tsx';

export interface LinksOptions {
  /** Opens an http or https link outside. */
  readonly onOpenLink: (url: string) => Promise<Result<unknown>>;
  /** Opens the composer with what a mailto link asks for. */
  readonly onMailto: (letter: MailtoLink) => void;
}

export interface Links {
  readonly follow: (url: string, text: string) => void;
  /** The link under the pointer or the focus; null for none. */
  readonly point: (url: string | null) => void;
  /** Status line and question; to be put into the pane, which must be positioned. */
  readonly guard: ReactNode;
}

export function useLinks({ onOpenLink, onMailto }: LinksOptions): Links {
  const [target, point] = useState<string | null>(null);
  const [doubtful, setDoubtful] = useState<DoubtfulLink | null>(null);
  const toasts = useToasts();
  const open = useCallback(async (url: string) => {
    const letter = parseMailto(url);
    if (letter) return onMailto(letter);
    const answer = await onOpenLink(url);
    if (!answer.ok && answer.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: t('reader.linkNotOpened', { reason: failureText(answer.failure) }) });
  }, [onOpenLink, onMailto, toasts]);
  const follow = useCallback((url: string, text: string) => {
    void import('./doubtful-link.ts').then(({ doubtOf }) => {
      const doubt = doubtOf(text, url);
      if (doubt) setDoubtful({ url, text, doubt });
      else void open(url);
    });
  }, [open]);
  const guard = useMemo(() => (
    <>
      <LinkTarget url={target} />
      <LinkQuestion link={doubtful} onClose={() => setDoubtful(null)} onOpen={(url) => { setDoubtful(null); void open(url); }} />
    </>
  ), [target, doubtful, open]);
  return { follow, point, guard };
}
