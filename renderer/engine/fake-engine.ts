/** An engine in memory that answers the whole contract, for developing the screen: `/?fake` in development builds only. */
import { fail } from '../../shared/failure.ts';
import { operationId, type AccountId, type FolderId, type MessageId, type OperationId } from '../../shared/ids.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import { serveWindow, type Commands, type Projections, type Sink } from '../../shared/ipc/server.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import type { AccountSummary } from '../../shared/model/account.ts';
import type { OperationRow } from '../../shared/model/activity.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { NEWEST_FIRST, NO_FILTER, UNIFIED_BOXES, viewOf, type ListView, type ListWindow, type Sort } from '../../shared/model/view.ts';
import { fakeDrafts } from './fake-drafts.ts';
import { fakeDetails, fakeReading } from './fake-reading.ts';
import { BODY_HTML, HOME, makeFolders, makeRow, WORK } from './fake-mail.ts';

const wait = (ms: number, signal?: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, ms);
  signal?.addEventListener('abort', () => { clearTimeout(timer); reject(fail('cancelled', 'Cancelled.')); });
});

/** A line to a fresh fake. `empty` starts without an account, `trouble` with one whose password is refused. */
export function connectFake(kind: string): Transport {
  const [window, engine] = memoryTransportPair();
  serveWindow(engine, { ...fakeHandlers(kind), onDefect: (_, error) => reportError(error) });
  return window;
}

function fakeHandlers(kind: string): { commands: Commands; projections: Projections } {
  const empty = kind === 'empty';
  const now = Date.now();
  const folders = makeFolders(now);
  const account = (id: AccountId, email: string, name: string, extra: Partial<AccountSummary> = {}): AccountSummary => ({ id, email, name, demo: false, phase: 'ready', status: 'Up to date', failure: null, heardAt: now - 8000, progress: null, ...extra });
  let accounts: AccountSummary[] = empty ? [] : [account(HOME, 'robin@example.org', 'Robin Ashby', kind === 'trouble' ? { phase: 'needs-you', status: 'The password was refused', failure: { code: 'authentication', message: 'The server no longer accepts the password of robin@example.org.', detail: 'NO [AUTHENTICATIONFAILED] Authentication failed.' } } : {}), account(WORK, 'r.ashby@example.com', 'Robin Ashby', { phase: 'syncing', status: 'Syncing Archive, 41,200 of 100,000', progress: { done: 41_200, total: 100_000, others: 3 } })];
  let operations: OperationRow[] = empty ? [] : [{ id: operationId('parked'), accountId: HOME, kind: 'move', title: 'Move “Draft of the estuary report” to Projects', state: 'parked', failure: { code: 'server-no', message: 'The server refused to move the message.', detail: 'NO [NOPERM] Permission denied', responseCode: 'NOPERM' }, createdAt: now - 600_000, canUndo: false }, { id: operationId('letter'), accountId: HOME, kind: 'send', title: 'Send “Lunch on Thursday” to maya@example.org', state: 'waiting', failure: null, createdAt: now - 60_000, canUndo: false }];
  const undo = new Map<OperationId, () => void>();
  const refresh = new Set<() => void>();
  let nextOperation = 1;

  const live = <V extends object>(sink: Sink<V>, compute: () => V): (() => void) => {
    const push = (): void => sink.push(compute());
    push();
    refresh.add(push);
    return () => refresh.delete(push);
  };
  const changed = (): void => { for (const push of refresh) push(); };
  const drafts = fakeDrafts(changed);
  const own = (): typeof folders => folders.filter((folder) => accounts.some(({ id }) => folder.id.startsWith(`${id}/`)));
  const find = (id: MessageId): MessageRow | undefined => own().flatMap((folder) => folder.messages).find((row) => row.id === id);
  const act = (kind: OperationRow['kind'], title: string, back: () => void): { operationId: OperationId } => {
    const id = operationId(`op${nextOperation++}`);
    undo.set(id, back);
    operations = [{ id, accountId: HOME, kind, title, state: 'done' as const, failure: null, createdAt: Date.now(), canUndo: true }, ...operations].slice(0, 20);
    changed();
    return { operationId: id };
  };
  const restoreLater = (): (() => void) => {
    const before = own().map((folder) => [folder, folder.messages] as const);
    return () => { for (const [folder, messages] of before) folder.messages = messages; changed(); };
  };
  const take = (ids: readonly MessageId[]): MessageRow[] => own().flatMap((folder) => {
    const taken = folder.messages.filter((row) => ids.includes(row.id));
    if (taken.length) folder.messages = folder.messages.filter((row) => !ids.includes(row.id));
    return taken;
  });
  if (!empty) setInterval(() => {
    const inbox = folders[0];
    if (inbox) inbox.messages = [{ ...makeRow(inbox.id, -inbox.messages.length, Date.now()), date: Date.now(), flags: 0 }, ...inbox.messages];
    changed();
  }, 30_000);

  const commands: Commands = {
    'app.about': async () => ({ version: '0.1.0', host: 'browser', platform: 'linux', profile: '/home/robin/.config/godwit', secrets: { note: 'Passwords are kept in an encrypted file in your profile, because this system offers no keyring.', weak: true } }),
    'app.openLink': async () => ({}),
    'accounts.suggest': async ({ email }) => {
      const domain = email.split('@')[1];
      return domain ? { imap: { host: `imap.${domain}`, port: 993, security: 'tls', user: '' }, smtp: { host: `smtp.${domain}`, port: 465, security: 'tls', user: '' } } : null;
    },
    'accounts.add': async ({ settings, password }, { signal }) => {
      await wait(1500, signal);
      if (password === 'wrong') throw fail('authentication', 'The mail server does not accept this e-mail address and password.', { step: 'imap-login', detail: 'NO [AUTHENTICATIONFAILED] Authentication failed.', responseCode: 'AUTHENTICATIONFAILED' });
      if (password === 'expired') throw fail('certificate', `${settings.imap.host} showed a certificate that cannot be trusted.`, { step: 'imap-connect', detail: 'certificate has expired (valid until 2026-03-01)' });
      if (password === 'nowhere') throw fail('name-not-found', `There is no server called ${settings.smtp.host}.`, { step: 'smtp-connect' });
      accounts = [...accounts, account(HOME, settings.email, settings.name)];
      changed();
      return { accountId: HOME };
    },
    'accounts.addDemo': async () => { accounts = [account(HOME, 'demo@example.org', 'Demo', { demo: true })]; changed(); return { accountId: HOME }; },
    'accounts.remove': async ({ accountId }) => { accounts = accounts.filter(({ id }) => id !== accountId); changed(); return {}; },
    'accounts.settings': async ({ accountId }) => { const server = (host: string, port: number) => ({ host, port, security: 'tls' as const, user: '' }); const { email = '', name = '' } = accounts.find(({ id }) => id === accountId) ?? {}; return { settings: { email, name, imap: server('imap.example.org', 993), smtp: server('smtp.example.org', 465), plainConfirmed: false } }; },
    'accounts.update': async ({ accountId, settings }, { signal }) => { await wait(800, signal); accounts = accounts.map((one) => (one.id === accountId ? { ...one, email: settings.email, name: settings.name } : one)); changed(); return {}; },
    'accounts.offers': async () => ({ capabilities: ['IMAP4REV1', 'IDLE', 'CONDSTORE', 'QRESYNC', 'MOVE', 'UIDPLUS', 'QUOTA', 'THREAD=REFERENCES'], software: 'Example 1.0', mechanism: 'SCRAM-SHA-256' }),
    'accounts.updatePassword': async (_, { signal }) => { await wait(800, signal); accounts = accounts.map((one) => ({ ...one, phase: 'ready', status: 'Up to date', failure: null })); changed(); return {}; },
    'accounts.trustCertificate': async () => { accounts = accounts.map((one) => ({ ...one, phase: 'ready', status: 'Up to date', failure: null })); changed(); return {}; },
    'accounts.syncNow': async () => { if (kind === 'trouble') throw fail('connection-refused', 'The server refused the connection.'); return {}; },
    'messages.source': async () => ({ source: 'Subject: fake\r\n\r\nfake', truncated: false }),
    'messages.setFlags': async ({ messageIds, add, remove }) => {
      const back = restoreLater();
      const bits = (names: readonly (keyof typeof FLAG)[]): number => names.reduce((sum, name) => sum | FLAG[name], 0);
      for (const folder of own()) if (folder.messages.some(({ id }) => messageIds.includes(id))) folder.messages = folder.messages.map((row) => messageIds.includes(row.id) ? { ...row, flags: (row.flags | bits(add)) & ~bits(remove) } : row);
      return act('set-flags', 'Change flags', back);
    },
    'messages.setKeywords': async ({ messageIds, add, remove }) => {
      const back = restoreLater();
      for (const folder of own()) folder.messages = folder.messages.map((row) => messageIds.includes(row.id) ? { ...row, keywords: [...row.keywords.filter((word) => !add.includes(word) && !remove.includes(word)), ...add] } : row);
      return act('set-keywords', 'Change keywords', back);
    },
    'messages.copy': async ({ messageIds, to }) => {
      const back = restoreLater();
      const copies = own().flatMap((folder) => folder.messages.filter(({ id }) => messageIds.includes(id)));
      for (const folder of own()) if (folder.id === to) folder.messages = [...copies.map((row) => ({ ...row, id: `${row.id}-copy` as MessageId, folderId: to })), ...folder.messages];
      return act('copy', 'Copy', back);
    },
    'messages.junk': async ({ messageIds, junk }) => {
      const back = restoreLater();
      const target = folders.find(({ role }) => role === (junk ? 'junk' : 'inbox'));
      const taken = take(messageIds);
      if (target) target.messages = [...taken.map((row) => ({ ...row, folderId: target.id })), ...target.messages];
      return act('junk', junk ? 'Mark as junk' : 'Mark as not junk', back);
    },
    'folders.empty': async ({ folderId }) => {
      for (const folder of own()) if (folder.id === folderId) folder.messages = [];
      return act('empty', 'Empty folder', () => {});
    },
    'messages.append': async () => act('append', 'File 1 message', () => {}),
    'folders.create': async ({ accountId, parentId, name }) => {
      const folderId = (parentId ? `${parentId}/${name}` : `${accountId}/${name}`) as FolderId;
      folders.push({ id: folderId, name, parentId, role: 'none', selectable: true, messages: [] });
      return { ...act('create-folder', `Make the folder ${name}`, () => {}), folderId };
    },
    'folders.rename': async ({ folderId, name }) => { folders.splice(0, folders.length, ...folders.map((folder) => (folder.id === folderId ? { ...folder, name } : folder))); return act('rename-folder', 'Rename folder', () => {}); },
    'folders.move': async ({ folderId, parentId }) => { folders.splice(0, folders.length, ...folders.map((folder) => (folder.id === folderId ? { ...folder, parentId } : folder))); return act('rename-folder', 'Move folder', () => {}); },
    'folders.delete': async ({ folderId }) => {
      const at = folders.findIndex((folder) => folder.id === folderId);
      if (at >= 0) folders.splice(at, 1);
      return act('delete-folder', 'Delete folder', () => {});
    },
    'folders.markRead': async ({ view }) => {
      const back = restoreLater();
      const unread = new Set(messagesOf(view).filter(isUnread).map(({ id }) => id));
      for (const folder of own()) folder.messages = folder.messages.map((row) => (unread.has(row.id) ? { ...row, flags: row.flags | FLAG.seen } : row));
      return act('set-flags', 'Mark all as read', back);
    },
    'folders.subscribe': async ({ subscribed }) => act('subscribe-folder', subscribed ? 'Subscribe' : 'Unsubscribe', () => {}),
    'messages.move': async ({ messageIds, to }) => {
      const back = restoreLater();
      const target = folders.find((folder) => 'folderId' in to ? folder.id === to.folderId : folder.role === to.role);
      const taken = take(messageIds);
      if (target) target.messages = [...taken.map((row) => ({ ...row, folderId: target.id })), ...target.messages].sort((a, b) => b.date - a.date);
      return act('move', 'Move', back);
    },
    'messages.deleteForever': async ({ messageIds }) => { const back = restoreLater(); take(messageIds); return act('delete', 'Delete', back); },
    'messages.allowRemote': async () => ({ prefix: '/remote/?url=' }),
    'attachments.save': async () => ({ saved: null }),
    ...fakeReading,
    'compose.prepare': async ({ messageId, kind }) => {
      const row = find(messageId);
      const prefix = kind === 'forward' ? 'Fwd: ' : 'Re: ';
      return { accountId: HOME, to: kind === 'forward' ? [] : (row?.from ?? []), cc: [], bcc: [], subject: prefix + (row?.subject ?? ''), text: `\n\n> ${row?.preview ?? ''}\n`, inReplyTo: '<a@example.org>', references: [], source: { messageId, kind: kind === 'forward' ? 'forward' : 'reply' }, unquoted: false, incomplete: false };
    },
    'compose.recipients': async ({ messageId }) => {
      const people = { to: [...(find(messageId)?.from ?? [])], cc: [] };
      return { reply: people, replyAll: people };
    },
    'compose.send': async ({ subject }) => act('send', `Send “${subject}”`, () => {}),
    'compose.reopen': async () => { throw fail('not-found', 'This message is no longer waiting.'); },
    'compose.parseRecipients': async ({ text }) => {
      const parts = text.split(/[,;\s]+/u).filter(Boolean);
      return { addresses: parts.filter((part) => part.includes('@')).map((address) => ({ name: '', address })), rest: parts.filter((part) => !part.includes('@')).join(' ') };
    },
    'app.dismissNotice': async () => ({}),
    'app.online': async () => ({}),
    ...drafts.commands,
    'notifications.act': () => Promise.resolve({}),
    'storage.summary': async () => ({ accounts: accounts.map(({ id }) => ({ accountId: id, summaries: { count: 41_200, octets: 9_800_000 }, texts: { count: 6_300, octets: 21_000_000 }, attachments: { count: 12, octets: 48_000_000 }, settings: DEFAULT_STORAGE })), usage: 79_000_000, quota: 60_000_000_000 }),
    'storage.clear': async () => ({}),
    'storage.set': async () => ({}),
    'activity.undo': async ({ operationId: id }) => { undo.get(id)?.(); operations = operations.filter((row) => row.id !== id); changed(); return { operationId: id }; },
    'activity.undoLast': async () => {
      const row = operations.find(({ canUndo }) => canUndo);
      if (!row) return { undone: null };
      undo.get(row.id)?.();
      operations = operations.filter(({ id }) => id !== row.id);
      changed();
      return { undone: { operationId: row.id, kind: row.kind, title: row.title } };
    },
    'activity.retry': async ({ operationId: id }) => { operations = operations.map((row) => row.id === id ? { ...row, state: 'waiting' as const, failure: null } : row); changed(); return {}; },
    'activity.discard': async ({ operationId: id }) => { operations = operations.filter((row) => row.id !== id); changed(); return {}; },
  };

  const projections: Projections = {
    'app.notices': (_, sink) => live(sink, () => ({ notices: [] })),
    'app.mirror': (_, sink) => live(sink, () => (kind === 'trouble' ? { state: 'rebuilding' as const, note: 'The local copy was lost, perhaps to a full disk. It is being filled again from the server.', noteWords: null } : { state: 'ready' as const, note: '', noteWords: null })),
    'accounts.list': (_, sink) => live(sink, () => ({ accounts })),
    'folders.tree': (_, sink) => live(sink, () => ({
      folders: own().map((folder) => ({ id: folder.id, accountId: folder.id.startsWith('home/') ? HOME : WORK, name: folder.role === 'inbox' ? 'Inbox' : folder.name, parentId: folder.parentId, role: folder.role, selectable: folder.selectable, subscribed: true, unread: unreadOf(folder.id), total: folder.messages.length, syncing: false })),
    })),
    'folders.unified': (_, sink) => live(sink, () => ({
      boxes: UNIFIED_BOXES.map((box) => {
        const messages = messagesOf({ kind: 'unified', box });
        return { box, unread: messages.filter(isUnread).length, total: messages.length, folderIds: [...new Set(messages.map(({ folderId }) => folderId))], syncing: false };
      }),
    })),
    'notifications.list': (_, sink) => live(sink, () => ({ byHost: false, notes: [] })),
    'notifications.quiet': (_, sink) => live(sink, () => ({})),
    'notifications.requests': (_, sink) => live(sink, () => ({ request: null })),
    'notifications.badge': (_, sink) => live(sink, () => ({ unread: 0 })),
    'folders.abilities': (_, sink) => live(sink, () => ({ accounts: [] })),
    'messages.list': ({ from, count, ...asked }, sink) => live(sink, () => {
      const messages = messagesOf(viewOf(asked));
      const rows = listed(messages, asked);
      return { total: messages.length, unread: messages.filter(isUnread).length, matching: rows.length, from, rows: rows.slice(from, from + count), syncing: false, complete: true };
    }),
    'conversations.list': ({ from, count, ...asked }, sink) => live(sink, () => {
      const messages = messagesOf(viewOf(asked));
      const matching = listed(messages, asked);
      const rows = matching.slice(from, from + count).map(({ id, folderId, subject, from: people, date, flags, hasAttachment, preview }) => ({ id, folderId, subject, people: people.map((one) => ({ ...one, unread: !(flags & FLAG.seen) })), messageIds: [id], count: 1, unread: flags & FLAG.seen ? 0 : 1, total: 1, flagged: (flags & FLAG.flagged) !== 0, draft: false, hasAttachment, keywords: [], date, flags, preview }));
      return { total: messages.length, unread: messages.filter(isUnread).length, matching: matching.length, from, rows, syncing: false, complete: true };
    }),
    'conversations.open': ({ messageId }, sink) => live(sink, () => {
      const row = find(messageId);
      const folder = folders.find(({ id }) => id === row?.folderId);
      return { subject: row?.subject ?? '', messages: row && folder ? [{ row, folder: { id: folder.id, name: folder.name, role: folder.role }, draft: false, copies: [] }] : [], total: 1, deleted: 0, complete: true };
    }),
    'messages.view': ({ messageId }, sink) => live(sink, () => {
      const row = find(messageId);
      if (!row) throw fail('message-gone', 'This message is no longer on the server.');
      const html = row.subject.startsWith('Your tide tables');
      return { row, cc: [], bcc: [], replyTo: [], messageIdHeader: '<a@example.org>', attachments: row.hasAttachment ? [{ section: '2', name: 'Estuary report, chapter 3.pdf', type: 'application/pdf', size: 482_133 }] : [], body: { html: html ? BODY_HTML : null, text: `${row.preview ?? ''}\n\nRegards,\n${row.from[0]?.name ?? ''}`, flowed: false, delSp: false, inline: {}, damaged: false, truncated: false }, failure: null };
    }),
    'search.results': ({ text, scope }, sink) => {
      const pool = own().filter((folder) => 'folderId' in scope ? folder.id === scope.folderId : 'everywhere' in scope || folder.id.startsWith(`${scope.accountId}/`)).flatMap((folder) => folder.messages.slice(0, 1000));
      const hits = pool.filter((row) => `${row.subject} ${row.preview ?? ''} ${row.from[0]?.name ?? ''}`.toLowerCase().includes(text.toLowerCase())).sort((a, b) => b.date - a.date);
      sink.push({ state: 'searching', status: 'Searching (1 of 12)', statusWords: null, rows: hits.slice(0, 3), found: 3, failures: [] });
      const timer = setTimeout(() => sink.push({ state: 'done', status: `${hits.length} found`, statusWords: null, rows: hits.slice(0, 300), found: hits.length, failures: [] }), 400);
      return () => clearTimeout(timer);
    },
    'drafts.list': (_, sink) => live(sink, () => ({ drafts: drafts.rows() })),
    'settings.read': (_, sink) => live(sink, drafts.settings),
    'activity.list': (_, sink) => live(sink, () => ({ operations })),
    'messages.details': (_, sink) => live(sink, fakeDetails),
    'attachments.transfers': (_, sink) => live(sink, () => ({ transfers: [] })),
    'activity.accounts': (_, sink) => live(sink, () => ({
      accounts: accounts.map(({ id, phase, status, failure, heardAt, progress }) => ({
        accountId: id, phase, status, failure, heardAt, since: now - 60_000, retryAt: null,
        progress: progress && { ...progress, rate: 21_000, leftMs: 2_800 },
        waiting: operations.filter(({ accountId, state }) => accountId === id && state === 'waiting').length,
        parked: operations.filter(({ accountId, state }) => accountId === id && state === 'parked').length,
      })),
    })),
  };
  return { commands, projections };

  function messagesOf(view: ListView): readonly MessageRow[] {
    if (view.kind === 'folder') return own().find((folder) => folder.id === view.folderId)?.messages ?? [];
    const { box } = view;
    const isMark = box === 'flagged' || box === 'unread';
    return own()
      .filter(({ role, selectable }) => selectable && (isMark ? role !== 'trash' && role !== 'junk' : role === box))
      .flatMap(({ messages }) => messages)
      .filter((row) => (box === 'unread' ? isUnread(row) : box !== 'flagged' || (row.flags & FLAG.flagged) !== 0))
      .sort((a, b) => b.date - a.date);
  }

  function unreadOf(folder: FolderId): number {
    return own().find(({ id }) => id === folder)?.messages.filter((row) => !(row.flags & FLAG.seen)).length ?? 0;
  }
}

const isUnread = ({ flags }: MessageRow): boolean => !(flags & FLAG.seen);

/** Everybody is a contact here. */
function listed(messages: readonly MessageRow[], { sort = NEWEST_FIRST, filter = NO_FILTER }: Pick<ListWindow, 'sort' | 'filter'>): readonly MessageRow[] {
  const rows = messages.filter((row) => (!filter.unread || isUnread(row)) && (!filter.flagged || (row.flags & FLAG.flagged) !== 0) && (!filter.attachments || row.hasAttachment));
  const keys: Record<Sort['by'], (row: MessageRow) => string | number> = {
    date: ({ date }) => date, size: ({ size }) => size, unread: (row) => Number(isUnread(row)), flagged: ({ flags }) => flags & FLAG.flagged,
    from: ({ from: [first] }) => (first?.name || first?.address || '').toLowerCase(), subject: ({ subject }) => subject.toLowerCase(),
  };
  const key = keys[sort.by];
  const up = (a: MessageRow, b: MessageRow): number => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
  return rows.sort((a, b) => (sort.descending ? up(b, a) : up(a, b)) || b.date - a.date);
}
