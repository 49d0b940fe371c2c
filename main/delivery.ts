/** How the outbox reaches the world: submission, the copy in Sent, the mark on what was answered. */
import { fail, isFailure } from '../shared/failure.ts';
import { operationId, splitFolderId, splitMessageId } from '../shared/ids.ts';
import { say } from '../shared/locales/say.ts';
import { FLAG } from '../shared/model/flags.ts';
import { visibleLine } from '../shared/text/visible.ts';
import { accessOf } from './accounts/connection.ts';
import { noteLogin } from './accounts/login-book.ts';
import { submissionOptions } from './accounts/submission-access.ts';
import type { Session } from './imap/session.ts';
import { foldersKnown } from './mirror/folders-known.ts';
import type { FolderRecord } from './mirror/protocol/records.ts';
import { summaryOf } from './mirror/read-summary.ts';
import { whereabouts } from './operations/whereabouts.ts';
import { notForAll } from './notices.ts';
import { runningAccount, type Parts } from './parts.ts';
import { submit } from './smtp/submission.ts';
import type { OutboxOptions } from './outbox/outbox.ts';
import { describeSetFlags } from './operations/kinds/set-flags.ts';
import { titled } from './operations/operation-base.ts';
import { foldersFromList } from './sync/folder-list.ts';

export function deliveryOf(parts: () => Parts): Pick<OutboxOptions, 'submit' | 'fileCopy' | 'onAccepted'> {
  return {
    async submit({ id, accountId, raw, envelope, outgoing, title }, to, beforeEnd) {
      const { ports, accounts, notices } = parts();
      const account = accounts.get(accountId);
      if (!account) throw fail('not-found', say('engine-accounts.ofMessageGone'));
      const { rejected, login } = await submit(submissionOptions(ports, await accessOf(ports, account, accounts)), { raw: Buffer.from(raw, 'base64'), envelope: { ...envelope, to }, beforeEnd });
      // The message has gone: that is noted first, whatever the store of passwords keeps the account waiting for.
      void noteLogin(ports, accounts, account, 'smtp', login);
      // Greylisting is no news: it is tried again, and told if that does not help.
      const forGood = rejected.filter(({ passing }) => !passing);
      if (forGood.length > 0) notices.add(notForAll(id, visibleLine(outgoing?.subject ?? title, 80), forGood));
      return { refused: rejected.map(({ address, words, passing }) => ({ address, words, again: passing })) };
    },

    async fileCopy({ accountId, raw, rawForSent, messageId }) {
      const { mirror } = parts();
      await mirror.ready();
      const account = runningAccount(parts(), accountId);
      const folders = await mirror.query('folders', { accountId });
      const sent = folders.find((folder) => folder.role === 'sent');
      if (!sent) throw foldersKnown(folders) ? fail('folder-gone', say('engine-accounts.noSent')) : fail('mirror-unavailable', say('engine-accounts.foldersUnknown'));
      await account.interactive(async (session) => {
        const wireName = await openSent(session, sent);
        // Under another name the window has it with the next listing.
        if (wireName !== sent.wireName) account.sync.refresh();
        // The server may have filed it itself, or we did and crashed before we could note it.
        const there = await session.uidSearch({ header: { field: 'Message-ID', value: messageId } });
        if (there.length === 0) await session.append(wireName, Buffer.from(rawForSent || raw, 'base64'), { flags: ['\\Seen'] });
      });
      account.sync.want(sent.id);
    },

    async onAccepted({ id, source }) {
      if (!source) return;
      const { queue, ports, mirror } = parts();
      const add = source.kind === 'reply' ? FLAG.answered : FLAG.forwarded;
      const marking = operationId(`${id}-answered`);
      if (queue.entry(marking)) return;
      await mirror.ready();
      try {
        const now = await whereabouts(parts(), source.messageId);
        const { folderId } = splitMessageId(now);
        // It may have come to another account than the one that answers.
        const { accountId } = splitFolderId(folderId);
        const { row, summary, place: { uid, uidValidity } } = await summaryOf(mirror, now);
        if (row.flags & add) return;
        await queue.submit({
          id: marking, accountId, folderId, uidValidity, targets: [{ uid, messageId: summary[7] }],
          createdAt: ports.clock.now(), ...titled(describeSetFlags(1, add, 0)), kind: 'set-flags', add, remove: 0, unasked: true,
        });
        parts().running.get(accountId)?.replay();
      } catch (error) {
        // The message is out; a missing mark is no reason to park it.
        if (!isFailure(error, 'not-found', 'message-gone')) throw error;
      }
    },
  };
}

/** What Sent is called at this moment: another client may have renamed it since the folders were listed. Opens it. Rejects as SELECT does. */
async function openSent(session: Session, { accountId, wireName }: FolderRecord): Promise<string> {
  try {
    return (await session.select(wireName, { readOnly: true })).wireName;
  } catch (error) {
    if (!isFailure(error, 'folder-gone', 'server-no')) throw error;
    const now = foldersFromList(accountId, await session.list()).find(({ role, selectable }) => role === 'sent' && selectable);
    if (!now || now.wireName === wireName) throw error;
    return (await session.select(now.wireName, { readOnly: true })).wireName;
  }
}
