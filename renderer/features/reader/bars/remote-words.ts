/** What the bar of remote images says. */
import { t } from '../../../../shared/locales/t.ts';
import { listWords } from '../../../../shared/text/locale.ts';
import { hostWords } from '../words.ts';

export interface RemoteNews {
  readonly remoteCount: number;
  readonly hosts: readonly string[];
  /** Images that only count readers, and whose they are. */
  readonly spyCount: number;
  readonly trackers: readonly string[];
}

/** `3 images from a.example were not loaded. … One of them only counts readers (Mailchimp).` */
export function remoteWords({ remoteCount, hosts, spyCount, trackers }: RemoteNews): string {
  const words = t('trust.remote', { count: remoteCount, hosts: hostWords(hosts) });
  if (spyCount === 0) return `${words} ${t('trust.remoteWhy')}`;
  const who = trackers.length ? listWords(trackers.slice(0, 3)) : t('trust.pixels');
  return `${words} ${remoteCount === 1 ? t('trust.onlySpy', { who }) : t('trust.spies', { count: spyCount, who })}`;
}
