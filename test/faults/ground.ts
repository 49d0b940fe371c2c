/** A small account on a demo server: every message has its own Message-ID, every command is counted. */
import { startDemo, type DemoHandle } from '../../app/demo/start-demo.ts';
import type { ServerFolder } from './invariants.ts';
import { heldByDemo } from './holdings.ts';

export interface Ground {
  readonly demo: DemoHandle;
  /** IMAP commands that reached the server, in order. */
  readonly commands: readonly string[];
  /** Message-ID by short name: `a1` is the first of INBOX, `t1` of Trash, `r1` of Archive. */
  id(name: string): string;
  deliver(name: string, mailbox?: string, flags?: readonly string[]): void;
  holds(): ServerFolder[];
}

const FOLDERS = [['Archive', '\\Archive'], ['Drafts', '\\Drafts'], ['Junk', '\\Junk'], ['Sent', '\\Sent'], ['Trash', '\\Trash']] as const;
const DELIVERED = new Date('2026-11-19T08:00:05Z');

export async function startGround(without: readonly string[] = [], inbox = 6): Promise<Ground> {
  const ground = await prepare(without, FOLDERS, (name) => `<${name}@example.org>`,
    (name, id) => `From: Ann <ann@example.net>\nTo: you@example.org\nSubject: Note ${name}\nMessage-ID: ${id}\nDate: Thu, 19 Nov 2026 08:00:00 +0000\n\nText of ${name}.\n`);
  for (let n = 1; n <= inbox; n++) ground.deliver(`a${n}`, 'INBOX', n % 2 ? ['\\Seen'] : []);
  ground.deliver('r1', 'Archive', ['\\Seen']);
  ground.deliver('t1', 'Trash');
  ground.deliver('t2', 'Trash', ['\\Flagged']);
  return ground;
}

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
  const commands: string[] = [];
  const take = faults.take.bind(faults);
  faults.take = (protocol, command, upload = false) => {
    if (protocol === 'imap' && !upload) commands.push(command);
    return take(protocol, command, upload);
  };
  return {
    demo,
    commands,
    id,
    deliver: (name, mailbox = 'INBOX', flags = []) => void store.deliver(text(name, id(name)), mailbox, flags, DELIVERED),
    holds: () => heldByDemo(store),
  };
}
