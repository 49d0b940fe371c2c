import { expect, test } from 'vitest';
import { fail, isFailure } from '../../shared/failure.ts';
import type { AccountId } from '../../shared/ids.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { besideSurvey, openInboxEarly } from './early-inbox.ts';

const account = 'a' as AccountId;
const inbox = { wireName: 'INBOX', exists: 3, readOnly: false } as SelectedMailbox;

function mirrorWith(folders: unknown[]) {
  const written: unknown[] = [];
  const parts = { query: () => Promise.resolve(folders), apply: (batch: unknown) => Promise.resolve(void written.push(batch)) };
  return { mirror: parts as unknown as MirrorClient, written };
}

function sessionThat(select: () => Promise<SelectedMailbox>, selected: SelectedMailbox | null = null) {
  const asked: string[] = [];
  const parts = { selected, select: (name: string) => { asked.push(name); return select(); } };
  return { session: parts as unknown as Session, asked };
}

test('it is opened, and can be shown, only where nothing is known of the account', async () => {
  const { session, asked } = sessionThat(() => Promise.resolve(inbox));
  const known = mirrorWith([{ id: 'a/INBOX' }]);
  expect(await openInboxEarly(session, known.mirror, account, true)).toBeNull();
  expect([asked, known.written]).toEqual([[], []]);
  const { mirror, written } = mirrorWith([]);
  expect(await openInboxEarly(session, mirror, account, true)).toMatchObject({ selected: inbox, folder: { id: 'a/INBOX' } });
  expect(asked).toEqual(['INBOX']);
  expect(written).toMatchObject([{ folders: [{ id: 'a/INBOX', wireName: 'INBOX', role: 'inbox' }] }]);
});

test('what was opened for it is not opened again; what has been open for longer is', async () => {
  const { session, asked } = sessionThat(() => Promise.resolve({ ...inbox, exists: 4 }), inbox);
  expect((await openInboxEarly(session, mirrorWith([]).mirror, account, true))?.selected).toBe(inbox);
  expect(asked).toEqual([]);
  expect((await openInboxEarly(session, mirrorWith([]).mirror, account, false))?.selected.exists).toBe(4);
});

test('a refusal leaves it to the usual way, a lost line does not', async () => {
  const refused = sessionThat(() => Promise.reject(fail('server-no', '')));
  expect(await openInboxEarly(refused.session, mirrorWith([]).mirror, account, true)).toBeNull();
  const lost = sessionThat(() => Promise.reject(fail('connection-lost', '')));
  await expect(openInboxEarly(lost.session, mirrorWith([]).mirror, account, true)).rejects.toSatisfy((error) => isFailure(error, 'connection-lost'));
});

test('the sync begins first and is told when all are surveyed; a survey that fails ends both', async () => {
  const said: string[] = [];
  await besideSurvey(async () => {
    said.push('asked');
    await Promise.resolve();
    said.push('surveyed');
  }, async (surveyed) => {
    said.push('begun');
    await surveyed;
    said.push('synced');
  });
  expect(said).toEqual(['begun', 'asked', 'surveyed', 'synced']);
  await expect(besideSurvey(() => Promise.reject(fail('connection-lost', '')), (surveyed) => surveyed)).rejects.toSatisfy((error) => isFailure(error, 'connection-lost'));
});
