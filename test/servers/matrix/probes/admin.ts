/** What belongs to the account: room, rights, annotations, what was enabled, and the two ways to speak UTF-8. */
import { expect } from 'vitest';
import { deleteAcl } from '../../../../main/imap/commands/delete-acl.ts';
import { create } from '../../../../main/imap/commands/create.ts';
import { deleteMailbox } from '../../../../main/imap/commands/delete.ts';
import { getAcl } from '../../../../main/imap/commands/get-acl.ts';
import { getMetadata } from '../../../../main/imap/commands/get-metadata.ts';
import { getQuota } from '../../../../main/imap/commands/get-quota.ts';
import { getQuotaRoot } from '../../../../main/imap/commands/get-quota-root.ts';
import { listRights } from '../../../../main/imap/commands/list-rights.ts';
import { myRights } from '../../../../main/imap/commands/my-rights.ts';
import { rename } from '../../../../main/imap/commands/rename.ts';
import { setAcl } from '../../../../main/imap/commands/set-acl.ts';
import { setMetadata } from '../../../../main/imap/commands/set-metadata.ts';
import { setQuota } from '../../../../main/imap/commands/set-quota.ts';
import { readStatus } from '../../../../main/imap/mailbox-status.ts';
import { mayDo } from '../../../../main/imap/rights.ts';
import type { Probe } from '../probe.ts';

const quota: Probe = {
  extension: 'QUOTA', rfc: 9208, needs: ['QUOTA'],
  async run({ session }) {
    const [first] = await session.run(getQuotaRoot('INBOX'));
    expect(first).toBeDefined();
    for (const { usage, limit } of first!.resources) expect(usage).toBeLessThanOrEqual(limit);
    // Cyrus lets only administrators ask by root: `NO Permission denied`.
    const byRoot = await session.run(getQuota(first!.root)).catch((error: unknown) => void expect(error).toMatchObject({ failure: { code: 'server-no' } }));
    if (byRoot) expect(byRoot.root).toBe(first!.root);
    await expect(session.run(setQuota(first!.root, [{ name: 'STORAGE', limit: 1 }]))).rejects.toThrow();
  },
};

const quotaResources: Probe = {
  extension: 'QUOTA=RES-STORAGE', rfc: 9208, needs: ['QUOTA=RES-STORAGE'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, 'Subject: a\n\nx\n', 'Subject: b\n\ny\n');
    await session.select(wireName);
    await session.uidStore([[1, 1]], { action: 'add', flags: ['\\Deleted'] });
    await session.unselect();
    expect(await readStatus(session, wireName, ['deleted', 'deletedStorage'])).toEqual({ deleted: 1, deletedStorage: 'Subject: a\r\n\r\nx\r\n'.length });
    const [first] = await session.run(getQuotaRoot(wireName));
    expect(first?.resources.map(({ name }) => name)).toContain('STORAGE');
  },
};

const acl: Probe = {
  extension: 'ACL', rfc: 4314, needs: ['ACL'],
  async run({ session, server, mailbox }) {
    const wireName = await mailbox();
    const bob = server.users[1]!.name;
    expect(mayDo(await session.run(myRights(wireName)), 'a', session.capabilities)).toBe(true);
    const offered = await session.run(listRights(wireName, bob));
    expect(`${offered.always}${offered.optional.join('')}`).toContain('l');
    const rightsOf = async (): Promise<string | undefined> => (await session.run(getAcl(wireName))).find(({ identifier }) => identifier.replace(/^user=/u, '') === bob)?.rights;
    await session.run(setAcl(wireName, bob, 'replace', 'lr'));
    expect([...(await rightsOf()) ?? ''].sort().join('')).toBe('lr');
    await session.run(setAcl(wireName, bob, 'add', 's'));
    await session.run(setAcl(wireName, bob, 'remove', 'r'));
    expect([...(await rightsOf()) ?? ''].sort().join('')).toBe('ls');
    await session.run(deleteAcl(wireName, bob));
    expect(await rightsOf()).toBeUndefined();
  },
};

const metadata: Probe = {
  extension: 'METADATA', rfc: 5464, needs: ['METADATA'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    const text = Buffer.from('two\r\nlines, "quoted", für alle');
    await session.run(setMetadata(wireName, [{ name: '/private/comment', value: text }, { name: '/shared/comment', value: Buffer.from('all') }]));
    const valueOf = async (name: string): Promise<Buffer | null | undefined> => (await session.run(getMetadata(wireName, [name]))).entries.find((entry) => entry.name === name)?.value;
    expect(await valueOf('/private/comment')).toEqual(text);
    const short = await session.run(getMetadata(wireName, ['/private/comment', '/shared/comment'], { maxSize: 5 }));
    expect(short.entries.filter(({ value }) => value !== null)).toEqual([{ name: '/shared/comment', value: Buffer.from('all') }]);
    const below = await session.run(getMetadata(wireName, ['/private'], { depth: 'infinity' }));
    expect(below.entries.find(({ name }) => name === '/private/comment')?.value).toEqual(text);
    await session.run(setMetadata(wireName, [{ name: '/private/comment', value: null }]));
    expect((await valueOf('/private/comment')) ?? null).toBeNull();
    expect(Array.isArray((await session.run(getMetadata('', ['/shared/comment', '/shared/admin']))).entries)).toBe(true);
  },
};

const enable: Probe = {
  extension: 'ENABLE', rfc: 5161, needs: ['ENABLE'],
  async run({ open }) {
    const session = await open({ enable: ['CONDSTORE', 'QRESYNC'] });
    await session.noop();
    for (const name of ['CONDSTORE', 'QRESYNC']) expect(session.enabled.has(name)).toBe(session.capabilities.has(name));
  },
};

const utf8: Probe = {
  extension: 'UTF8=ACCEPT', rfc: 6855, needs: ['UTF8=ACCEPT'],
  async run({ server, session, open, fill }) {
    const accepting = await open({ enable: ['UTF8=ACCEPT'] });
    expect([session.utf8, accepting.utf8]).toEqual([false, true]);
    const wireName = server.prefix + accepting.wireName('Übung & mehr');
    await accepting.run(create(wireName));
    try {
      expect((await accepting.list()).find((one) => one.wireName === wireName)?.name).toBe(`${server.prefix}Übung & mehr`);
      const before = server.prefix + session.wireName('Übung & mehr');
      expect((await session.list()).find((one) => one.wireName === before)?.name).toBe(`${server.prefix}Übung & mehr`);
      await fill(before, 'Subject: =?utf-8?q?gr=C3=BCn?=\n\nx\n', 'Subject: rot\n\nx\n');
      await accepting.select(wireName);
      expect(await accepting.uidSearch({ subject: 'grün' })).toEqual([1]);
    } finally {
      await accepting.unselect();
      await accepting.run(deleteMailbox(wireName));
    }
  },
};

const rev2: Probe = {
  extension: 'IMAP4rev2', rfc: 9051, needs: ['IMAP4rev2'],
  async run({ server, open, fill }) {
    const session = await open({ enable: ['IMAP4rev2', 'CONDSTORE'] });
    expect(session.enabled.has('IMAP4REV2')).toBe(true);
    const first = server.prefix + session.wireName('Änderung & mehr');
    const second = server.prefix + session.wireName('日本語');
    await session.run(create(first));
    try {
      const renamed = await session.run(rename(first, second));
      if (renamed !== null) expect(renamed).toMatchObject({ wireName: second, name: `${server.prefix}日本語`, oldName: first });
      const listed = (await session.list()).find((one) => one.wireName === second);
      expect(listed).toMatchObject({ name: `${server.prefix}日本語`, attributes: expect.arrayContaining(['\\HasNoChildren']) as unknown, status: { messages: 0 } });
      await fill(server.prefix + '&ZeVnLIqe-', 'Subject: =?utf-8?q?gr=C3=BCn?=\n\nx\n', 'Subject: rot\n\nx\n');
      expect(await session.select(second)).toMatchObject({ exists: 2, uidNext: 3 });
      expect(await session.uidSearch({ subject: 'grün' })).toEqual([1]);
      expect(await session.uidSearch({ subject: 'blau' })).toEqual([]);
      await session.select('INBOX');
      expect(session.selected?.wireName).toBe('INBOX');
      await session.run(deleteMailbox(second));
      expect((await session.list()).map(({ wireName }) => wireName)).not.toContain(second);
    } finally {
      await session.unselect();
      for (const name of [first, second]) await session.run(deleteMailbox(name)).catch(() => undefined); // one of them is not there
    }
  },
};

export const probes: readonly Probe[] = [quota, quotaResources, acl, metadata, enable, utf8, rev2];
