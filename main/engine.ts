/** The engine's front door: builds it from what the host supplies, serves windows, stops it. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure, toFailure } from '../shared/failure.ts';
import type { AccountId } from '../shared/ids.ts';
import { serveWindow } from '../shared/ipc/server.ts';
import type { Transport } from '../shared/ipc/transport.ts';
import { accountRecordSchema } from './accounts/account.ts';
import { AccountStore } from './accounts/account-store.ts';
import { RunningAccount } from './accounts/running-account.ts';
import { createKnownPeople } from './contacts/known-people.ts';
import { deliveryOf } from './delivery.ts';
import { Drafts } from './drafts/drafts.ts';
import { createEmitter } from './emitter.ts';
import { addDemo } from './handlers/accounts.ts';
import { commands } from './handlers/commands.ts';
import { removeOpened } from './handlers/opened-files.ts';
import { openJournalFile, type JournalFile } from './journal/journal-file.ts';
import { lockProfile } from './journal/lock.ts';
import { createNotices, damagedJournal, textsNotKept, type JournalName } from './notices.ts';
import { createMirrorClient } from './mirror/client.ts';
import { isUsable } from './mirror/usable.ts';
import { createRemoteGrants } from './net/remote-grants.ts';
import { fetchRemoteImage, type RemoteImage } from './net/remote-image.ts';
import { Notifications } from './notifications/notifications.ts';
import { operationRecordSchema } from './operations/operation.ts';
import { betweenAccounts } from './accounts/between-accounts.ts';
import { followFolders } from './accounts/follow-folders.ts';
import { spoolOf } from './operations/across.ts';
import { OperationQueue } from './operations/queue.ts';
import { LetterBook, letterRecordSchema } from './outbox/letter-book.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Parts } from './parts.ts';
import type { Ports } from './ports.ts';
import { projections } from './projections/projections.ts';
import { answersForShown, createNewestRows } from './mirror/newest-rows.ts';
import { createShownLists } from './mirror/shown-lists.ts';
import { withoutAccount } from './settings/account-choices.ts';
import { settingsRecordSchema, SettingsStore } from './settings/settings-store.ts';
import { FolderMoves } from './sync/folder-moves.ts';
import { planRehearsal } from './sync/rehearsal.ts';
import { watchSleep } from './sync/sleep-watch.ts';
import { wakeUp } from './accounts/wake-up.ts';
import { createAttachmentCache } from './sync/bodies/attachment-cache.ts';
import { createTransfers } from './sync/bodies/transfers.ts';

export interface Engine {
  /** Serves a window until its line closes. The host has checked who is at the other end. */
  attach(transport: Transport, name: string): void;
  /** An image of a message, if the user has allowed it; null if not, or if it cannot be had. */
  remoteImage(grant: string, url: string): Promise<RemoteImage | null>;
  /** Ends all sessions and closes the journal. What is queued stays queued. */
  stop(): Promise<void>;
}

/** Rejects with FailureError 'storage' if the profile cannot be written or is open in another instance. */
export async function startEngine(ports: Ports): Promise<Engine> {
  const lock = await lockProfile(ports.profile);
  try {
    return await build(ports, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function build(ports: Ports, unlock: () => void): Promise<Engine> {
  const notices = createNotices();
  const journal = async <T>(name: JournalName, schema: { parse(value: unknown): T }): Promise<JournalFile<T>> => {
    const file = await openJournalFile(join(ports.profile, `${name}.journal`), (value) => schema.parse(value));
    if (file.setAside !== null) {
      ports.log('error', 'journal.damaged', { journal: name });
      notices.add(damagedJournal(name, file.setAside));
    }
    return file;
  };
  const accountJournal = await journal('accounts', accountRecordSchema);
  const operationJournal = await journal('operations', operationRecordSchema);
  const outboxJournal = await journal('outbox', letterRecordSchema);
  const settingsJournal = await journal('settings', settingsRecordSchema);
  const files = [accountJournal, operationJournal, outboxJournal, settingsJournal];

  const newestRows = createNewestRows();
  const mirror = answersForShown(createMirrorClient(ports.mirror, ports.clock, ports.log), newestRows, ports.clock);
  const queue = new OperationQueue(operationJournal, mirror, ports.clock);
  const chance = (): number => new DataView(ports.random(4).buffer).getUint32(0) / 2 ** 32;
  const running = new Map<AccountId, RunningAccount>();
  const rehearsal = ports.rehearses ? planRehearsal(ports.clock, ports.log) : null;
  const resting = new Map<AccountId, Promise<unknown>>();
  const between = betweenAccounts(running, mirror);
  // What lies there was on its way when the last run ended, and is fetched again.
  await rm(spoolOf(ports.profile), { recursive: true, force: true });
  await removeOpened(ports.profile);
  const accountsChanged = createEmitter<void>();
  const book = new LetterBook(outboxJournal, ports.clock, ports.log);
  const outbox: Outbox = new Outbox({ book, clock: ports.clock, chance, log: ports.log, ...deliveryOf(() => parts) });
  const accounts = new AccountStore(accountJournal, ports);
  const settings = new SettingsStore(settingsJournal, ports.log);
  const parts: Parts = {
    ports,
    mirror,
    accounts,
    queue,
    outbox,
    drafts: new Drafts(book, ports.clock),
    settings,
    notifications: new Notifications({ ports, mirror, queue, accounts, settings }, (id, action, at) => server.commands['notifications.act']({ id, action, at }, { signal: new AbortController().signal })),
    running,
    accountsChanged,
    notices,
    grants: createRemoteGrants((n) => ports.random(n)),
    attachments: createAttachmentCache(ports.profile, ports.clock),
    transfers: createTransfers(),
    shownLists: createShownLists(),
    newestRows,
    people: createKnownPeople({ mirror, outbox }),
    moves: new FolderMoves(),
    run(account, first) {
      const one = new RunningAccount({ account, current: () => parts.accounts.get(account.id) ?? account, first, ports, book: parts.accounts, mirror, newestRows, queue, chance, ...between, onOnline: () => outbox.kick(), onFolders: (change) => void followFolders(parts, change), storage: () => parts.accounts.storage(account.id), onFull: () => notices.all().some(({ id }) => id === textsNotKept.id) || notices.add(textsNotKept) });
      rehearsal?.stop();
      running.set(account.id, one);
      one.sync.changed.on(() => {
        if ([...running.values()].every((account) => account.sync.state.phase === 'ready')) mirror.rebuilt();
        accountsChanged.emit();
      });
      one.start();
      accountsChanged.emit();
    },
    atRest(id, work) {
      // One after the other: each begins the work of the account anew, and of that there is one.
      const rest = (resting.get(id) ?? Promise.resolve()).then(async () => {
        await running.get(id)?.stop();
        try {
          await work();
        } finally {
          const account = parts.accounts.get(id);
          if (account) parts.run(account);
        }
      });
      resting.set(id, rest.catch(() => undefined)); // its own caller's
      return rest;
    },
    async forget(id) {
      // Not in the journal: not removed, and it goes on as before.
      const secret = await Promise.allSettled([parts.accounts.remove(id)]);
      if (secret[0].status === 'rejected' && parts.accounts.get(id)) throw secret[0].reason;
      const one = running.get(id);
      running.delete(id);
      accountsChanged.emit();
      await one?.stop();
      await queue.forget(id);
      await outbox.forget(id);
      await parts.attachments.clear(id);
      const chosen = withoutAccount(settings.all, id);
      if (chosen) await settings.change(chosen).catch((error: unknown) => ports.log('warn', 'settings.not-forgotten', { code: toFailure(error).code }));
      if (isUsable(mirror)) await mirror.apply({ removeAccounts: [id] }).catch(unlessAway); // else welcomeMirror does it
      // All is removed, only the secret store would not give up the password: the user should know.
      if (secret[0].status === 'rejected') throw secret[0].reason;
    },
  };

  const wake = (): void => wakeUp(parts);
  const sleepless = [watchSleep(ports.clock, wake), ports.system?.onWake(wake)];

  let welcomed = false;
  mirror.onState(() => {
    if (!isUsable(mirror)) return;
    const again = welcomed;
    welcomed = true;
    void welcomeMirror(parts).catch((error: unknown) => {
      if (!isFailure(error, 'mirror-unavailable')) ports.log('error', 'mirror.welcome-failed', { code: toFailure(error).code });
    }).then(() => {
      // It may have come back empty, or behind what the server has said meanwhile.
      if (again) for (const one of running.values()) one.sync.refresh();
    });
  });
  await parts.accounts.tidy();
  for (const account of parts.accounts.all()) parts.run(account);
  if (ports.startWithDemo) await addDemo(parts);
  outbox.kick();

  const server = { commands: commands(parts), projections: projections(parts), onDefect: (name: string, error: unknown) => ports.log('error', 'ipc.defect', { name, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) }) };
  return {
    attach(transport) {
      rehearsal?.begin();
      serveWindow(transport, server);
    },
    async remoteImage(grant, url) {
      if (!parts.grants.stands(grant)) return null;
      try {
        return await fetchRemoteImage(url, { allowPrivate: ports.allowPrivateRemote === true });
      } catch (error) {
        ports.log('info', 'remote-image.refused', { code: toFailure(error).code });
        return null;
      }
    },
    async stop() {
      rehearsal?.stop();
      for (const off of sleepless) off?.();
      parts.notifications.stop();
      await outbox.close();
      await Promise.all([...running.values()].map((one) => one.stop()));
      await settings.settled();
      for (const file of files) await file.close();
      await removeOpened(ports.profile);
      unlock();
    },
  };
}

function unlessAway(error: unknown): void {
  if (!isFailure(error, 'mirror-unavailable')) throw error;
}

/** A mirror that has just come up may be a new one, or one from before a crash: removed accounts go, waiting operations show. */
async function welcomeMirror({ mirror, accounts, queue }: Parts): Promise<void> {
  const folders = await mirror.query('folders', {});
  const kept = new Set(accounts.all().map((account) => account.id));
  const strangers = new Set(folders.map((folder) => folder.accountId).filter((id) => !kept.has(id)));
  if (strangers.size) await mirror.apply({ removeAccounts: [...strangers] });
  for (const id of kept) await queue.showWaiting(id);
}
