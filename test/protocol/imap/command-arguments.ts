/** Every argument of every IMAP command that can hold text from outside. A new file in main/imap/commands fails injection.test.ts until it has its line here. */
import { append } from '../../../main/imap/commands/append.ts';
import { cancelUpdate } from '../../../main/imap/commands/cancel-update.ts';
import { catenate } from '../../../main/imap/commands/catenate.ts';
import { copy, uidCopy } from '../../../main/imap/commands/copy.ts';
import { create, type SpecialUse } from '../../../main/imap/commands/create.ts';
import { deleteAcl } from '../../../main/imap/commands/delete-acl.ts';
import { deleteMailbox } from '../../../main/imap/commands/delete.ts';
import { enable } from '../../../main/imap/commands/enable.ts';
import { uidFetchStream } from '../../../main/imap/commands/fetch-stream.ts';
import { fetch, uidFetch } from '../../../main/imap/commands/fetch.ts';
import { genUrlAuth } from '../../../main/imap/commands/gen-url-auth.ts';
import { getAcl } from '../../../main/imap/commands/get-acl.ts';
import { getMetadata } from '../../../main/imap/commands/get-metadata.ts';
import { getQuotaRoot } from '../../../main/imap/commands/get-quota-root.ts';
import { getQuota } from '../../../main/imap/commands/get-quota.ts';
import { id } from '../../../main/imap/commands/id.ts';
import { listRights } from '../../../main/imap/commands/list-rights.ts';
import { list } from '../../../main/imap/commands/list.ts';
import { login } from '../../../main/imap/commands/login.ts';
import { lsub } from '../../../main/imap/commands/lsub.ts';
import { move, uidMove } from '../../../main/imap/commands/move.ts';
import { multiAppend } from '../../../main/imap/commands/multi-append.ts';
import { multiSearch } from '../../../main/imap/commands/multi-search.ts';
import { myRights } from '../../../main/imap/commands/my-rights.ts';
import { notify } from '../../../main/imap/commands/notify.ts';
import { rename } from '../../../main/imap/commands/rename.ts';
import { replace, uidReplace } from '../../../main/imap/commands/replace.ts';
import { resetKey } from '../../../main/imap/commands/reset-key.ts';
import { uidSearch } from '../../../main/imap/commands/search.ts';
import { select } from '../../../main/imap/commands/select.ts';
import { setAcl } from '../../../main/imap/commands/set-acl.ts';
import { setMetadata } from '../../../main/imap/commands/set-metadata.ts';
import { setQuota } from '../../../main/imap/commands/set-quota.ts';
import { uidSort } from '../../../main/imap/commands/sort.ts';
import { status, statusItems } from '../../../main/imap/commands/status.ts';
import { uidStoreLabels } from '../../../main/imap/commands/store-labels.ts';
import { store, uidStore } from '../../../main/imap/commands/store.ts';
import { subscribe } from '../../../main/imap/commands/subscribe.ts';
import { uidThread } from '../../../main/imap/commands/thread.ts';
import { unsubscribe } from '../../../main/imap/commands/unsubscribe.ts';
import { urlFetch } from '../../../main/imap/commands/url-fetch.ts';
import type { Command } from '../../../main/imap/command.ts';
import type { FetchItems } from '../../../main/imap/message.ts';
import type { SearchKey } from '../../../main/imap/search-key.ts';

/** A command with the text in this place; what it throws counts as a refusal. */
type Make = (text: string) => Command<unknown>;

export interface Argument {
  make: Make;
  /** What it is called with where it shall be taken. Default `abc`. */
  harmless?: string;
  /** Octets that only ever go as a literal: line breaks are nothing special. */
  content?: true;
}

const of = (make: Make, harmless?: string): Argument => (harmless === undefined ? { make } : { make, harmless });
const content = (make: Make): Argument => ({ make, content: true });
const ONE = [[1, 1]] as const;
const NONE = { flags: [] };
const octets = Buffer.from('a');
const fetched = (items: FetchItems, changedSince?: string) => ({ set: ONE, items, ...(changedSince === undefined ? {} : { changedSince }), onMessage: () => undefined });
const sink = { write: () => undefined, end: () => undefined };
const terms = { condstore: true, closes: () => false, keepsFlagsUnsaid: false, uidOnly: () => false };

const KEYS: Record<string, (text: string) => SearchKey> = {
  keyword: (text) => ({ keyword: text }), unkeyword: (text) => ({ not: { unkeyword: text } }), text: (text) => ({ text }), body: (text) => ({ body: text }), subject: (text) => ({ subject: text }), from: (text) => ({ from: text }), to: (text) => ({ to: text }), cc: (text) => ({ cc: text }), bcc: (text) => ({ bcc: text }),
  'header field': (text) => ({ header: { field: text, value: 'v' } }), 'header value': (text) => ({ header: { field: 'Message-ID', value: text } }), 'modseq flag': (text) => ({ modseq: '1', flag: { name: text, scope: 'all' } }), 'email id': (text) => ({ emailId: text }), 'thread id': (text) => ({ threadId: text }), 'gmail raw': (text) => ({ gmailRaw: text }), 'gmail label': (text) => ({ gmailLabel: text }), 'in OR': (text) => ({ or: [{ subject: text }, { and: [{ from: text }] }] }),
};
const NUMBER_KEYS: Record<string, (text: string) => SearchKey> = {
  modseq: (text) => ({ modseq: text }), 'gmail message': (text) => ({ gmailMessage: text }), 'gmail thread': (text) => ({ gmailThread: text }),
};
const searchKeys = (make: (key: SearchKey) => Command<unknown>): Record<string, Argument> => ({
  ...Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, of((text) => make(key(text)))])),
  ...Object.fromEntries(Object.entries(NUMBER_KEYS).map(([name, key]) => [name, of((text) => make(key(text)), '12')])),
});

/** By file in main/imap/commands, then by argument. */
export const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, Argument>>>> = {
  append: { mailbox: of((text) => append(text, octets, NONE)), flag: of((text) => append('A', octets, { flags: ['\\Seen', text] })), content: content((text) => append('A', Buffer.from(text), NONE)), 'UTF-8 content': content((text) => append('A', Buffer.from(text), { flags: [], form: 'utf8' })) },
  'cancel-update': { tag: of((text) => cancelUpdate([text, 'g1'])) },
  catenate: { mailbox: of((text) => catenate(text, [{ text: octets }], NONE)), url: of((text) => catenate('A', [{ url: text }, { text: octets }], NONE)), text: content((text) => catenate('A', [{ url: '/A/;UID=1' }, { text: Buffer.from(text) }], NONE)), flag: of((text) => catenate('A', [{ text: octets }], { flags: [text] })) },
  copy: { 'mailbox by UID': of((text) => uidCopy(ONE, text)), mailbox: of((text) => copy(ONE, text)) },
  create: { mailbox: of((text) => create(text)), use: of((text) => create('A', [text as SpecialUse]), '\\Sent') },
  'delete-acl': { mailbox: of((text) => deleteAcl(text, 'bob')), identifier: of((text) => deleteAcl('A', text)) },
  delete: { mailbox: of((text) => deleteMailbox(text)) },
  enable: { name: of((text) => enable(['CONDSTORE', text])) },
  fetch: {
    'header field': of((text) => uidFetch(fetched({ headerFields: [text, 'Date'] }))), section: of((text) => fetch(fetched({ sections: [{ section: text }] })), '1.2'), 'field of a part': of((text) => uidFetch(fetched({ sections: [{ section: '1.HEADER.FIELDS', fields: [text] }] }))),
    binary: of((text) => uidFetch(fetched({ binary: [{ section: text }] })), '1.2'), 'binary size': of((text) => uidFetch(fetched({ binarySizes: [text] })), '1.2'), 'changed since': of((text) => uidFetch(fetched({ flags: true }, text)), '12'),
  },
  'fetch-stream': { section: of((text) => uidFetchStream({ uid: 1, section: text, sink }), '1.2'), part: of((text) => uidFetchStream({ uid: 1, section: text, binary: true, sink }), '1.2') },
  'gen-url-auth': { url: of((text) => genUrlAuth([{ url: text }])), mechanism: of((text) => genUrlAuth([{ url: 'imap://a/b', mechanism: text }])) },
  'get-acl': { mailbox: of((text) => getAcl(text)) },
  'get-metadata': { mailbox: of((text) => getMetadata(text, ['/private/comment'], { depth: 1 })), entry: of((text) => getMetadata('A', ['/private/comment', text]), '/private/abc') },
  'get-quota-root': { mailbox: of((text) => getQuotaRoot(text)) },
  'get-quota': { root: of((text) => getQuota(text)) },
  id: { field: of((text) => id({ name: 'Godwit', [text]: 'v' })), value: of((text) => id({ name: text, version: '1' })) },
  'list-rights': { mailbox: of((text) => listRights(text, 'bob')), identifier: of((text) => listRights('A', text)) },
  list: { reference: of((text) => list({ reference: text })), pattern: of((text) => list({ patterns: ['INBOX', text] })), metadata: of((text) => list({ return: { metadata: [text] } }), '/private/abc') },
  login: { user: of((text) => login(text, 'secret')), password: of((text) => login('alice', text)) },
  lsub: { reference: of((text) => lsub(text)), pattern: of((text) => lsub('', text)) },
  move: { 'mailbox by UID': of((text) => uidMove(ONE, text)), mailbox: of((text) => move(ONE, text)) },
  'multi-append': { mailbox: of((text) => multiAppend(text, [{ content: octets, flags: [] }])), flag: of((text) => multiAppend('A', [{ content: octets, flags: [text] }, { content: octets, flags: [] }])), content: content((text) => multiAppend('A', [{ content: Buffer.from(text), flags: [] }, { content: octets, flags: [] }])) },
  'multi-search': { mailbox: of((text) => multiSearch([{ kind: 'mailboxes', names: ['A', text] }, { kind: 'personal' }], { all: true })), subtree: of((text) => multiSearch([{ kind: 'subtree-one', names: [text] }], { all: true })), ...searchKeys((key) => multiSearch([{ kind: 'inboxes' }], key)) },
  'my-rights': { mailbox: of((text) => myRights(text)) },
  notify: { mailbox: of((text) => notify([{ mailboxes: { kind: 'mailboxes', names: [text, 'B'] }, events: { messages: true } }])), subtree: of((text) => notify([{ mailboxes: { kind: 'subtree', names: [text] }, events: 'none' }])) },
  rename: { from: of((text) => rename(text, 'B')), to: of((text) => rename('A', text)) },
  replace: { 'mailbox by UID': of((text) => uidReplace(1, text, octets, NONE)), mailbox: of((text) => replace(1, text, octets, NONE)), flag: of((text) => uidReplace(1, 'A', octets, { flags: [text] })), content: content((text) => uidReplace(1, 'A', Buffer.from(text), NONE)) },
  'reset-key': { mailbox: of((text) => resetKey(text)), mechanism: of((text) => resetKey('A', ['INTERNAL', text])) },
  search: searchKeys((key) => uidSearch(key, { returns: { all: true } })),
  select: { mailbox: of((text) => select(text, {}, terms)), modseq: of((text) => select('A', { known: { uidValidity: 1, modseq: text } }, terms), '12') },
  'set-acl': { mailbox: of((text) => setAcl(text, 'bob', 'add', 'lr')), identifier: of((text) => setAcl('A', text, 'replace', 'lr')), rights: of((text) => setAcl('A', 'bob', 'remove', text), 'lr') },
  'set-metadata': { mailbox: of((text) => setMetadata(text, [{ name: '/private/comment', value: null }])), entry: of((text) => setMetadata('A', [{ name: text, value: octets }]), '/private/abc'), value: content((text) => setMetadata('A', [{ name: '/private/comment', value: Buffer.from(text) }, { name: '/private/b', value: null }])) },
  'set-quota': { root: of((text) => setQuota(text, [{ name: 'STORAGE', limit: 1 }])), resource: of((text) => setQuota('', [{ name: text, limit: 1 }])) },
  sort: searchKeys((key) => uidSort([{ by: 'date', reverse: true }], key, { returns: { count: true } })),
  status: { mailbox: of((text) => status(text, true)), 'mailbox of items': of((text) => statusItems(text, ['size'])) },
  'store-labels': { label: of((text) => uidStoreLabels(ONE, { action: 'add', labels: ['\\Inbox', text] })) },
  store: { flag: of((text) => uidStore(ONE, { action: 'add', flags: ['\\Seen', text] })), 'flag by number': of((text) => store(ONE, { action: 'replace', flags: [text], answer: true })), modseq: of((text) => uidStore(ONE, { action: 'add', flags: [], unchangedSince: text }), '12') },
  subscribe: { mailbox: of((text) => subscribe(text)) },
  thread: searchKeys((key) => uidThread('REFERENCES', key)),
  unsubscribe: { mailbox: of((text) => unsubscribe(text)) },
  'url-fetch': { url: of((text) => urlFetch([{ url: text }])), 'url with items': of((text) => urlFetch([{ url: text, items: ['BINARY'] }])) },
};

/** Commands that say nothing but our own words, numbers and base64; they write no text. */
export const WITHOUT_TEXT: readonly string[] = [
  'authenticate', 'capability', 'close', 'compress', 'expunge', 'idle', 'logout', 'namespace', 'noop', 'starttls', 'uid-expunge', 'unselect', 'xlist',
];

/** What several commands share; tried through them. */
export const SHARED: readonly string[] = [
  'append-message', 'copied', 'copy-uid', 'fetch-program', 'mailbox-filter', 'metadata-entries', 'quota-answer', 'search-answer', 'search-program', 'search-return', 'select-state',
];
