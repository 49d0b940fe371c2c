/** A folder that a second client changes at random, brought up to date again and again in each of the three ways, against a real Dovecot. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../main/imap/open-session.ts';
import type { Session } from '../../main/imap/session.ts';
import { uidSet } from '../../main/imap/uid-set.ts';
import { readSpine, syncFolder } from '../../main/sync/folder-sync.ts';
import { packFlags } from '../../shared/model/flags.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { openMemoryMirror, type MemoryMirror } from '../support/memory-mirror.ts';
import { folderWrite, inbox, seeded } from '../support/mirror-records.ts';
import { describeWith, dovecot as needed } from '../support/requires.ts';

const ROUNDS = 25;
const FLAGS = ['\\Seen', '\\Flagged', '\\Answered', '$Forwarded', 'Label'];
const mail = (n: number): Buffer => Buffer.from(`From: Ann <ann@example.net>\r\nTo: alice@example.org\r\nSubject: ${n}\r\nMessage-ID: <${n}@example.net>\r\n\r\nText ${n}.\r\n`);

describeWith(needed, 'resync with Dovecot', () => {
  let dovecot: Dovecot;
  let mirror: MemoryMirror;
  const sessions: Session[] = [];
  const open = async (mask: readonly string[]): Promise<Session> => {
    const session = await openSession({
      server: { host: '127.0.0.1', port: dovecot.ports.imap, security: 'none', user: 'alice' }, credentials: { kind: 'password', password: 'alice-pw' }, plainConfirmed: false,
      deadlineMs: 20_000, silenceMs: 20_000, clientId: { name: 'Godwit tests' }, enable: ['CONDSTORE', 'QRESYNC'],
    }, { mask });
    sessions.push(session);
    return session;
  };
  beforeAll(async () => { dovecot = await startDovecot(); });
  afterEach(async () => {
    for (const session of sessions.splice(0)) session.destroy();
    await mirror.close();
  });
  afterAll(() => dovecot.stop());

  test.each([['QRESYNC', []], ['CONDSTORE', ['QRESYNC']], ['neither', ['QRESYNC', 'CONDSTORE']]])('%s', async (_name, mask) => {
    mirror = await openMemoryMirror();
    await mirror.client.apply({ folders: [folderWrite(inbox)] });
    const [mine, theirs] = [await open(mask), await open([])];
    await theirs.select('INBOX');
    const random = seeded(20_261_121);
    const below = (n: number): number => Math.floor(random() * n);
    let next = 0;
    const change = async (): Promise<void> => {
      const uids = await theirs.uidSearch({ all: true });
      const some = uidSet(uids.filter(() => random() < 0.2));
      const kind = below(4);
      if (kind === 0 || some.length === 0) for (let n = below(12); n >= 0; n--) await theirs.append('INBOX', mail(next++), { flags: random() < 0.5 ? [] : ['\\Seen'] });
      else if (kind === 3) {
        await theirs.uidStore(some, { action: 'add', flags: ['\\Deleted'] });
        await theirs.uidExpunge(some);
      } else await theirs.uidStore(some, { action: kind === 1 ? 'add' : 'remove', flags: [FLAGS[below(FLAGS.length)]!] });
    };
    const sync = async (): Promise<number> => {
      const [folder] = await mirror.client.query('folders', {});
      let writes = 0;
      const off = mirror.client.onChanges(({ folderList, folders }) => { if (folderList || folders.length > 0) writes++; });
      await syncFolder(mine, folder!, { mirror: mirror.client, overlay: (_f, _v, _u, bits) => bits, shouldYield: () => false, onProgress: () => undefined });
      off();
      return writes;
    };
    const truth = async (): Promise<[number, number][]> => {
      const found: [number, number][] = [];
      await theirs.noop();
      await theirs.uidFetch([[1, 0xffff_ffff]], { flags: true }, {}, ({ uid, flags }) => void found.push([uid, packFlags(flags ?? []).bits]));
      return found;
    };
    for (let round = 0; round < ROUNDS; round++) {
      for (let n = below(4); n >= 0; n--) await change();
      // Sometimes in the middle of it.
      if (round % 5 === 4) await Promise.all([change(), sync()]);
      await sync();
      const { uids, flags } = await readSpine(mirror.client, inbox);
      expect(Array.from(uids, (uid, index) => [uid, flags[index]]), `round ${round}`).toEqual(await truth());
      expect(await sync(), `round ${round}, nothing changed since`).toBe(0);
    }
  });
});
