/** A small account on a demo server: every message has its own Message-ID, every command is counted. */
import type { FaultPlan } from '../../app/demo/faults.ts';
import { fieldValue } from '../../app/demo/mime/header.ts';
import { startDemo, type DemoHandle } from '../../app/demo/start-demo.ts';
import { structureOf } from '../../app/demo/store/message.ts';
import type { ServerFolder } from './invariants.ts';
import { heldByDemo } from './holdings.ts';

/** On any server. */
export interface AnyGround {
  readonly demo: Omit<DemoHandle, 'store'>;
  /** How to log in to IMAP, where that is not as to SMTP. */
  readonly imapUser?: string;
  /** IMAP commands that reached the server, in order. */
  readonly commands: readonly string[];
  /** Message-ID by short name: `a1` is the first of INBOX, `t1` of Trash, `r1` of Archive. */
  id(name: string): string;
  deliver(name: string, mailbox?: string, flags?: readonly string[]): void | Promise<void>;
  makeFolder(path: string): void | Promise<void>;
  /** As another client does that has not expunged yet. */
  mark(mailbox: string, name: string): void | Promise<void>;
  holds(): ServerFolder[] | Promise<ServerFolder[]>;
  subjects(mailbox: string): string[] | Promise<string[]>;
}

/** On a demo server. */
export interface Ground extends AnyGround {
  readonly demo: DemoHandle;
  deliver(name: string, mailbox?: string, flags?: readonly string[]): void;
  holds(): ServerFolder[];
}

export interface Grounds {
  start(without?: readonly string[], inbox?: number): Promise<AnyGround>;
  stop(): Promise<void>;
}

const FOLDERS = [['Archive', '\\Archive'], ['Drafts', '\\Drafts'], ['Junk', '\\Junk'], ['Sent', '\\Sent'], ['Trash', '\\Trash']] as const;
const DELIVERED = new Date('2026-11-19T08:00:05Z');

export async function startGround(without: readonly string[] = [], inbox = 6): Promise<Ground> {
  const ground = await prepare(without, FOLDERS, noteId, noteOf);
  for (let n = 1; n <= inbox; n++) ground.deliver(`a${n}`, 'INBOX', n % 2 ? ['\\Seen'] : []);
  ground.deliver('r1', 'Archive', ['\\Seen']);
  ground.deliver('t1', 'Trash');
  ground.deliver('t2', 'Trash', ['\\Flagged']);
  return ground;
}

/** The one message that has no Message-ID is called `nameless`. */
export const noteId = (name: string): string => (name === 'nameless' ? '' : `<${name}@example.org>`);
/** A message, line ends bare. */
export const noteOf = (name: string, id: string): string => `From: Ann <ann@example.net>\nTo: you@example.org\nSubject: Note ${name}\n${id === '' ? '' : `Message-ID: ${id}\n`}Date: Thu, 19 Nov 2026 08:00:00 +0000\n\nText of ${name}.\n`;

/** As few octets as a session can have: two messages in INBOX, two folders beside it, nothing in a header that is not needed. */
export async function startSmallGround(without: readonly string[] = []): Promise<Ground> {
  const ground = await prepare(without, FOLDERS.filter(([name]) => name === 'Archive' || name === 'Sent'), (name) => `<${name}@x.y>`, (name, id) => `From: a@b.c\nSubject: Note ${name}\nMessage-ID: ${id}\n\n${name}\n`);
  ground.deliver('a1', 'INBOX', ['\\Seen']);
  ground.deliver('a2');
  return ground;
}

async function prepare(without: readonly string[], folders: readonly (readonly [name: string, specialUse: string])[], id: (name: string) => string, text: (name: string, id: string) => string): Promise<Ground> {
  const demo = await startDemo({ seed: false, replyAfterMs: null, without });
  const { store, faults } = demo;
  for (const [name, specialUse] of folders) store.createMailbox(name, { subscribed: true, specialUse });
  const named = (mailbox: string, name: string): number[] => heldByDemo(store).find(({ path }) => path === mailbox)?.messages.flatMap(({ uid, messageId }) => (messageId === id(name) ? [uid] : [])) ?? [];
  return {
    demo,
    commands: countCommands(faults),
    id,
    deliver: (name, mailbox = 'INBOX', flags = []) => void store.deliver(text(name, id(name)), mailbox, flags, DELIVERED),
    makeFolder: (path) => void store.createMailbox(path, { subscribed: true }),
    mark: (mailbox, name) => void store.setFlags(mailbox, named(mailbox, name), 'add', ['\\Deleted']),
    holds: () => heldByDemo(store),
    subjects: (mailbox) => store.messages(mailbox).map((message) => fieldValue(structureOf(message).fields, 'Subject')?.trim() ?? ''),
  };
}

/** Answers a list that grows with every command that asks the plan for its fault. */
export function countCommands(faults: FaultPlan): readonly string[] {
  const commands: string[] = [];
  const take = faults.take.bind(faults);
  faults.take = (protocol, command, upload = false) => {
    if (protocol === 'imap' && !upload) commands.push(command);
    return take(protocol, command, upload);
  };
  return commands;
}
