/** An ordinary day of a client on a scripted server: log in, list, open, read, flag, search, file, listen. */
import { afterEach, expect } from 'vitest';
import { openSession } from '../../../../main/imap/open-session.ts';
import type { MailboxListing, MailboxNews, SelectedMailbox } from '../../../../main/imap/mailbox.ts';
import type { FetchedMessage } from '../../../../main/imap/message.ts';
import type { Session, SessionOptions } from '../../../../main/imap/session.ts';
import { optionsFor } from '../setup.ts';
import type { Profile } from './profile.ts';
import { startProfileServer, type Fault, type ProfileServer } from './profile-server.ts';

const servers: ProfileServer[] = [];
const sessions: Session[] = [];

afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

export async function serveProfile(profile: Profile, fault?: Fault): Promise<ProfileServer> {
  const server = await startProfileServer(profile, fault);
  servers.push(server);
  return server;
}

export async function connectTo(server: ProfileServer, more: Partial<SessionOptions> = {}): Promise<Session> {
  const session = await openSession(optionsFor(server.port, { silenceMs: 2000, ...more }));
  sessions.push(session);
  return session;
}

export async function meet(profile: Profile, more: Partial<SessionOptions> = {}, fault?: Fault): Promise<{ server: ProfileServer; session: Session }> {
  const server = await serveProfile(profile, fault);
  return { server, session: await connectTo(server, more) };
}

export async function rowsOf(session: Session, items: Parameters<Session['uidFetch']>[1], set: readonly (readonly [number, number])[] = [[1, 99]]): Promise<FetchedMessage[]> {
  const rows: FetchedMessage[] = [];
  await session.uidFetch(set, items, {}, (row) => void rows.push(row));
  return rows;
}

export const SUMMARY = { flags: true, size: true, internalDate: true, envelope: true, bodyStructure: true, headerFields: ['MESSAGE-ID'] };

export interface Life { folders: MailboxListing[]; inbox: SelectedMailbox; rows: FetchedMessage[]; texts: string[]; found: number[]; appended: { uidValidity: number; uid: number } | null; news: MailboxNews[] }

/** `archive`: wire name of the mailbox that something is filed in. Asserts what must be so on any server; what differs is in the answer. */
export async function live(session: Session, server: ProfileServer, archive = 'Archive'): Promise<Life> {
  const box = server.state.mailboxes.get('INBOX')!;
  const uids = box.messages.map(({ uid }) => uid);
  const folders = await session.list();
  expect(folders.map(({ wireName }) => wireName).sort()).toEqual([...server.state.mailboxes.keys()].sort());
  const inbox = await session.select('INBOX');
  expect(inbox).toMatchObject({ exists: uids.length, uidValidity: box.uidValidity, readOnly: false });
  const rows = await rowsOf(session, SUMMARY);
  expect(rows.map((row) => [row.uid, row.envelope?.subject, row.bodyStructure !== undefined, row.size !== undefined])).toEqual(uids.map((uid) => [uid, `Note ${uid}`, true, true]));
  const bodies = await rowsOf(session, { sections: [{ section: '1' }] });
  const texts = bodies.map((row) => row.sections?.get('1')?.toString('latin1') ?? '');
  await session.uidStore([[uids[0]!, uids[0]!]], { action: 'add', flags: ['\\Flagged'] });
  expect(box.messages[0]!.flags).toContain('\\Flagged');
  const found = await session.uidSearch({ all: true });
  expect(found).toEqual(uids);
  const appended = await session.append(archive, Buffer.from('Subject: Kept\r\n\r\nText\r\n'), { flags: ['\\Seen'] });
  const kept = server.state.mailboxes.get(archive)!;
  expect(kept.messages.at(-1)).toMatchObject({ header: 'Subject: Kept\r\n\r\n', body: 'Text\r\n' });
  expect((await session.status(archive)).messages).toBe(kept.messages.length);
  return { folders, inbox, rows, texts, found, appended, news: await listen(session, server, uids.length + 1) };
}

/** IDLE where it is offered, NOOP otherwise: the news of one more message. */
async function listen(session: Session, server: ProfileServer, exists: number): Promise<MailboxNews[]> {
  const news: MailboxNews[] = [];
  const heard = Promise.withResolvers<void>();
  const off = session.onNews((one) => {
    news.push(one);
    if (one.kind === 'exists') heard.resolve();
  });
  if (session.capabilities.has('IDLE')) {
    const { stop } = await session.idle();
    for (const { push } of server.state.open) push?.(`* ${exists} EXISTS`);
    await heard.promise;
    await stop();
  } else {
    await session.noop();
  }
  off();
  return news;
}
