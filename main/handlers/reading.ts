/** Handlers: reading beyond the view: source, file, remote images, links, leaving a list. */
import { fail } from '../../shared/failure.ts';
import { splitFolderId, type MessageId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { say } from '../../shared/locales/say.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import { fetchSections, selectForReading } from '../sync/open-body.ts';
import { presentPlace } from '../mirror/present.ts';
import { summaryOf } from '../mirror/read-summary.ts';
import { whereabouts } from '../operations/whereabouts.ts';
import { fetchFile, locatePart } from './attachment-content.ts';
import { unsubscribe } from './unsubscribe.ts';

const SOURCE_LIMIT = 5 * 1024 * 1024;

type Names = 'accounts.trustResults' | 'messages.source' | 'messages.saveAsEml' | 'messages.unsubscribe' | 'messages.allowRemote' | 'app.openLink';

export function readingHandlers(parts: Parts): Pick<Commands, Names> {
  return {
    async 'messages.source'({ messageId }, { signal }) {
      const raw = await section(parts, messageId, { section: '', offset: 0, length: SOURCE_LIMIT }, signal);
      return { source: raw.toString('latin1'), truncated: raw.length >= SOURCE_LIMIT };
    },
    async 'messages.saveAsEml'({ messageId, section: part = '' }, { signal }) {
      const located = await locatePart(parts, messageId, part);
      if (!/^message\/(?:rfc822|global)$/u.test(located.part.type)) throw fail('not-found', say('engine-handlers.noMessageThere'));
      return { saved: await parts.ports.desktop.saveFile(await fetchFile(parts, located, signal)) };
    },
    async 'messages.unsubscribe'({ messageId, way }, { signal }) {
      return unsubscribe(parts, messageId, way, signal);
    },
    async 'accounts.trustResults'({ accountId, authservId }) {
      await parts.accounts.trustResults(accountId, authservId);
      parts.accountsChanged.emit();
      return {};
    },
    async 'messages.allowRemote'({ messageId }) {
      await summaryOf(parts.mirror, await whereabouts(parts, messageId));
      return { prefix: `/remote/${parts.grants.allow()}/` };
    },
    async 'app.openLink'({ url }) {
      if (!URL.canParse(url) || !/^(https?|mailto):$/u.test(new URL(url).protocol)) throw fail('invalid-input', say('engine-handlers.onlyLinks'));
      await parts.ports.desktop.openLink(url);
      return {};
    },
  };
}

async function section(parts: Parts, id: MessageId, wanted: { section: string; offset?: number; length?: number }, signal: AbortSignal): Promise<Buffer> {
  const { folderId, uid, uidValidity } = await presentPlace(parts.mirror, await whereabouts(parts, id));
  const folder = await folderById(parts, folderId);
  return runningAccount(parts, splitFolderId(folderId).accountId).interactive(async (session) => {
    await selectForReading(session, folder, uidValidity);
    const found = new Map<string, Buffer | null>();
    await fetchSections(session, uid, [wanted], found);
    const content = found.get(wanted.section.toUpperCase());
    if (!content) throw fail('message-gone', say('engine-sync.partGone'));
    return content;
  }, signal);
}
