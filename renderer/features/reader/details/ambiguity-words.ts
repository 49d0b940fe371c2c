/** What can be read in more than one way, in words. */
import type { Ambiguity } from '../../../../shared/model/message-details.ts';
import { t } from '../../../../shared/locales/t.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';

export function ambiguityWords({ code, params }: Ambiguity): string {
  const of = (name: string): string => visibleLine(params[name] ?? '', 120) || '?';
  switch (code) {
    case 'duplicate-header': return t('trust.duplicate-header', { name: fieldName(of('name')) });
    case 'boundary': return t('trust.boundary', { section: of('section') });
    case 'alternatives-differ': return t('trust.alternatives-differ', { section: of('section'), types: of('types') });
    case 'empty-multipart': return t('trust.empty-multipart', { section: of('section') });
    case 'unknown-encoding': return t('trust.unknown-encoding', { section: of('section'), encoding: of('encoding') });
    case 'multipart-encoded': return t('trust.multipart-encoded', { encoding: of('encoding') });
    case 'odd-type': return t('trust.odd-type', { section: of('section'), type: of('type') });
    case 'names-differ': return t('trust.names-differ', { section: of('section'), one: of('one'), other: of('other') });
    case 'too-deep': case 'too-many-parts': case 'walked': case 'header-bytes': return t(`trust.${code}`);
  }
}

/** Nothing but the header is in doubt: its parts are what they seem. */
export const isOfHeader = (ambiguities: readonly Pick<Ambiguity, 'code'>[]): boolean => ambiguities.length > 0 && ambiguities.every(({ code }) => code === 'duplicate-header' || code === 'header-bytes');

/** As it is mostly written: `reply-to` becomes `Reply-To`. */
const fieldName = (name: string): string => name.replaceAll(/(?<=^|-)[a-z]/gu, (letter) => letter.toUpperCase()).replace(/^Mime-/u, 'MIME-').replace(/-Id$/u, '-ID');
