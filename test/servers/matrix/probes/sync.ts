/** Keeping up with a mailbox: CONDSTORE and QRESYNC (RFC 7162), NOTIFY (RFC 5465), UIDONLY (RFC 9586), SAVEDATE (RFC 8514). */
import { expect } from 'vitest';
import { enable } from '../../../../main/imap/commands/enable.ts';
import { notify, notifyNone } from '../../../../main/imap/commands/notify.ts';
import { uidSearch } from '../../../../main/imap/commands/search.ts';
import { find } from '../../../../main/imap/find.ts';
import type { MailboxNews } from '../../../../main/imap/mailbox.ts';
import { uidsOf } from '../../../../main/imap/uid-set.ts';
import { ServerFault, type Probe } from '../probe.ts';
import { letter, until } from './letters.ts';

/** Dovecot looks twice a second, Cyrus 3.12 once. */
const NOTIFY_MS = 8000;
const one = letter({ subject: 'one' });

const condstore: Probe = {
  extension: 'CONDSTORE', rfc: 7162, needs: ['CONDSTORE'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, one, one, one);
    const before = await session.select(wireName);
    expect(BigInt(before.highestModseq)).toBeGreaterThan(0n);
    await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Flagged'] });
    const rows: [number, string | undefined][] = [];
    await session.uidFetch([[1, 4294967295]], { flags: true, modseq: true }, { changedSince: before.highestModseq }, (row) => void rows.push([row.uid, row.modseq]));
    expect(rows.map(([uid]) => uid)).toEqual([2]);
    const modseq = rows[0]![1]!;
    expect(BigInt(modseq)).toBeGreaterThan(BigInt(before.highestModseq));
    const found = await session.run(uidSearch({ modseq }));
    expect(found.uids).toEqual([2]);
    expect(found.modseq).toBe(modseq);
    expect((await session.select(wireName)).highestModseq).toBe(modseq);
  },
};

const qresync: Probe = {
  extension: 'QRESYNC', rfc: 7162, needs: ['QRESYNC'],
  async run({ session, open, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...Array.from({ length: 6 }, () => one));
    const first = await session.select(wireName);
    await session.uidStore([[2, 4]], { action: 'add', flags: ['\\Deleted'] });
    await session.uidExpunge([[2, 3]]);
    await session.uidStore([[6, 6]], { action: 'add', flags: ['\\Flagged'] });
    await fill(wireName, one);

    const other = await open();
    const rows = new Map<number, string[]>();
    const gone: number[] = [];
    const news: MailboxNews[] = [];
    other.onNews((item) => news.push(item));
    const known = { uidValidity: first.uidValidity, modseq: first.highestModseq };
    const asked = { onRow: (row: { uid: number; flags?: string[] }) => void rows.set(row.uid, row.flags ?? []), onVanished: (uids: readonly (readonly [number, number])[]) => void gone.push(...uidsOf(uids)) };
    const now = await other.select(wireName, { known: { ...known, uids: [[1, 6]], samples: [[1, 1], [4, 4]] }, ...asked });
    expect(now).toMatchObject({ exists: 5, uidValidity: first.uidValidity });
    expect(gone).toEqual([2, 3]);
    // Of others than the known ones nothing is told (RFC 7162 3.2.5.1).
    expect([...rows.keys()].sort()).toEqual([4, 6]);
    expect(rows.get(6)).toContain('\\Flagged');

    // The same again with another mailbox open: nothing of it is taken for this one.
    rows.clear();
    gone.length = 0;
    await other.select('INBOX');
    await other.select(wireName, { known, ...asked });
    expect([gone, [...rows.keys()].sort()]).toEqual([[2, 3], [4, 6, 7]]);
    await other.select(wireName, { known: { uidValidity: first.uidValidity + 1, modseq: '1', uids: [[1, 6]] }, ...asked, onVanished: () => { throw new Error('told of another mailbox'); } });

    news.length = 0;
    await other.uidExpunge([[4, 4]]);
    expect(news).toContainEqual({ kind: 'vanished', uids: [[4, 4]] });
    expect(news.filter(({ kind }) => kind === 'expunge')).toEqual([]);
  },
};

const notification: Probe = {
  extension: 'NOTIFY', rfc: 5465, needs: ['NOTIFY'],
  async run({ open, mailbox, fill }) {
    const [here, there] = [await mailbox(), await mailbox()];
    await fill(there, one);
    const watcher = await open();
    const news: MailboxNews[] = [];
    watcher.onNews((item) => news.push(item));
    await watcher.select(here);
    await watcher.run(notify([{ mailboxes: { kind: 'selected' }, events: { messages: ['UID', 'FLAGS', 'RFC822.SIZE'], flags: true } }, { mailboxes: { kind: 'mailboxes', names: [there] }, events: { messages: true } }, { mailboxes: { kind: 'personal' }, events: { mailboxName: true } }], { status: true }));
    const statusOf = (name: string): (MailboxNews & { kind: 'mailbox-status' }) | undefined => news.findLast((item) => item.kind === 'mailbox-status' && item.wireName === name) as (MailboxNews & { kind: 'mailbox-status' }) | undefined;
    expect(statusOf(there)?.items.messages).toBe(1);
    await fill(there, one);
    expect(await until(() => statusOf(there)?.items.messages === 2, NOTIFY_MS), 'the other mailbox').toBe(true);
    await fill(here, one);
    const told = (uid: number): boolean => news.some((item) => item.kind === 'fetch' && item.uid === uid && (item.message?.size ?? 0) > 0);
    const byItself = await until(() => told(1), NOTIFY_MS);
    if (!byItself) {
      const idle = await watcher.idle();
      expect(await until(() => told(1), NOTIFY_MS), 'the selected mailbox').toBe(true);
      await idle.stop();
    }
    const made = await mailbox();
    expect(await until(() => news.some((item) => item.kind === 'mailbox-list' && item.listing.wireName === made), NOTIFY_MS), 'a new mailbox').toBe(true);
    await watcher.run(notifyNone());
    if (!byItself) throw new ServerFault('tells of the selected mailbox only while idling');
  },
};

const uidonly: Probe = {
  extension: 'UIDONLY', rfc: 9586, needs: ['UIDONLY'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, one, one, one);
    expect(await session.run(enable(['UIDONLY']))).toContain('UIDONLY');
    await session.select(wireName);
    const rows: number[] = [];
    await session.uidFetch([[2, 9]], { flags: true, size: true }, {}, (row) => void rows.push(row.uid));
    expect(rows).toEqual([2, 3]);
    expect(await session.uidSearch({ uid: [[2, 9]] })).toEqual([2, 3]);
    await expect(session.uidSearch({ sequence: [[1, 3]] })).rejects.toMatchObject({ failure: { responseCode: 'UIDREQUIRED' } });
    const news: MailboxNews[] = [];
    session.onNews((item) => news.push(item));
    await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Deleted'] });
    await session.uidExpunge([[2, 2]]);
    expect(news).toContainEqual({ kind: 'vanished', uids: [[2, 2]] });
  },
};

const savedate: Probe = {
  extension: 'SAVEDATE', rfc: 8514, needs: ['SAVEDATE'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    const old = new Date(Date.UTC(2020, 0, 2));
    await session.append(wireName, Buffer.from(one.replaceAll('\n', '\r\n')), { flags: [], date: old });
    await session.select(wireName);
    expect(await session.uidSearch({ saveDateSupported: true })).toEqual([1]);
    expect(await session.uidSearch({ since: new Date(Date.UTC(2021, 0, 1)) })).toEqual([]);
    expect(await session.uidSearch({ savedSince: new Date(Date.UTC(2021, 0, 1)) })).toEqual([1]);
    expect(await session.uidSearch({ or: [{ savedBefore: new Date(Date.UTC(2021, 0, 1)) }, { savedOn: old }] })).toEqual([]);
  },
};

const inprogress: Probe = {
  extension: 'INPROGRESS', rfc: 9585, needs: ['INPROGRESS'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, one, one);
    await session.select(wireName);
    // Only a command that takes long is told of; that one who listens is not harmed is all that can be seen of a short one.
    const heard: (number | null)[] = [];
    const { uids } = await session.run({ ...uidSearch({ body: 'Text of one' }), progress: (done) => void heard.push(done) });
    expect(uids).toEqual([1, 2]);
    expect(heard.every((done) => done === null || done >= 0)).toBe(true);
  },
};

const within: Probe = {
  extension: 'WITHIN', rfc: 5032, needs: ['WITHIN'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    const octets = Buffer.from(one.replaceAll('\n', '\r\n'));
    await session.append(wireName, octets, { flags: [], date: new Date(Date.now() - 3 * 86_400_000) });
    await session.append(wireName, octets, { flags: [], date: new Date(Date.now() - 60_000) });
    await session.select(wireName);
    expect(await session.uidSearch({ older: 86_400 })).toEqual([1]);
    expect(await session.uidSearch({ younger: 86_400 })).toEqual([2]);
    expect((await find(session, { younger: 5 * 86_400 }, { count: true })).count).toBe(2);
  },
};

export const probes: readonly Probe[] = [condstore, qresync, notification, uidonly, savedate, inprogress, within];
