import { expect, test } from 'vitest';
import { fail, isFailure } from '../../shared/failure.ts';
import type { AccountId } from '../../shared/ids.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { besideSurvey, openInboxEarly } from './early-inbox.ts';

const account = 'a' as AccountId;
const mirrorWith = (folders: unknown[]) => ({ query: () => Promise.resolve(folders) }) as unknown as MirrorClient;
const sessionThat = (select: () => Promise<unknown>) => ({ select }) as unknown as Session;
const selected = { wireName: 'INBOX', exists: 3 };

test('it is opened only where nothing is known of the account', async () => {
  const opened = await openInboxEarly(sessionThat(() => Promise.resolve(selected)), mirrorWith([]), account);
  expect(opened).toMatchObject({ selected, folder: { id: 'a/INBOX', wireName: 'INBOX', role: 'inbox' } });
  expect(await openInboxEarly(sessionThat(() => { throw new Error('asked'); }), mirrorWith([{ id: 'a/INBOX' }]), account)).toBeNull();
});

test('a refusal leaves it to the usual way, a lost line does not', async () => {
  expect(await openInboxEarly(sessionThat(() => Promise.reject(fail('server-no', ''))), mirrorWith([]), account)).toBeNull();
  await expect(openInboxEarly(sessionThat(() => Promise.reject(fail('connection-lost', ''))), mirrorWith([]), account)).rejects.toSatisfy((error) => isFailure(error, 'connection-lost'));
});

const inbox = { id: 'a/INBOX' } as unknown as FolderRecord;

test('the sync is told when its folder is known, and later when all are surveyed', async () => {
  const said: string[] = [];
  await besideSurvey(inbox, async (onListed) => {
    onListed([inbox]);
    await Promise.resolve();
    said.push('surveyed');
  }, async (listed, surveyed) => {
    await listed;
    said.push('listed');
    await surveyed;
    said.push('synced');
  });
  expect(said).toEqual(['listed', 'surveyed', 'synced']);
});

test('an inbox that is not listed is gone for its sync, and a survey that fails ends both', async () => {
  await expect(besideSurvey(inbox, (onListed) => Promise.resolve(onListed([])), (listed) => listed)).rejects.toSatisfy((error) => isFailure(error, 'folder-gone'));
  await expect(besideSurvey(inbox, () => Promise.reject(fail('connection-lost', '')), (listed) => listed)).rejects.toSatisfy((error) => isFailure(error, 'connection-lost'));
});
