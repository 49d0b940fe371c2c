/** Mailboxes: listed in every way, made, named, subscribed, measured and left. */
import { expect } from 'vitest';
import { create } from '../../../../main/imap/commands/create.ts';
import { deleteMailbox } from '../../../../main/imap/commands/delete.ts';
import { list } from '../../../../main/imap/commands/list.ts';
import { lsub } from '../../../../main/imap/commands/lsub.ts';
import { namespace } from '../../../../main/imap/commands/namespace.ts';
import { rename } from '../../../../main/imap/commands/rename.ts';
import { statusItems } from '../../../../main/imap/commands/status.ts';
import { subscribe } from '../../../../main/imap/commands/subscribe.ts';
import { unsubscribe } from '../../../../main/imap/commands/unsubscribe.ts';
import { xlist } from '../../../../main/imap/commands/xlist.ts';
import { setMetadata } from '../../../../main/imap/commands/set-metadata.ts';
import { readStatus } from '../../../../main/imap/mailbox-status.ts';
import { isFailure } from '../../../../shared/failure.ts';
import type { MailboxListing } from '../../../../main/imap/mailbox.ts';
import { useByAttributes } from '../../../../main/imap/special-use.ts';
import { encodeMailboxName } from '../../../../main/imap/wire/modified-utf7.ts';
import { ServerFault, type Probe } from '../probe.ts';

const has = (listing: MailboxListing | undefined, attribute: string): boolean => listing?.attributes.some((one) => one.toLowerCase() === attribute.toLowerCase()) === true;
const named = (listings: readonly MailboxListing[], wireName: string): MailboxListing | undefined => listings.find((one) => one.wireName === wireName);

const tree: Probe = {
  extension: 'CREATE, RENAME, DELETE', rfc: 3501, needs: [],
  async run({ session, server, mailbox }) {
    const wireName = await mailbox();
    const other = `${wireName}x`;
    const there = async (name: string): Promise<boolean> => (await session.run(list({ patterns: [name] }))).some((one) => one.wireName === name);
    await session.run(rename(wireName, other));
    expect([await there(wireName), await there(other)]).toEqual([false, true]);
    await expect(session.run(create(other))).rejects.toMatchObject({ failure: { code: 'server-no' } });
    await session.run(deleteMailbox(other));
    expect(await there(other)).toBe(false);
    await expect(session.run(deleteMailbox(`${server.prefix}never was`))).rejects.toThrow();
  },
};

const names: Probe = {
  extension: 'mailbox names of every kind', rfc: 3501, needs: [],
  async run({ session, server }) {
    const kinds = ['Entwürfe & Ähnliches', '日本語', 'sp ace', "it's", 'a+b', 'ümlaut-', 'a&b', '&', '😀'];
    for (const name of kinds) {
      const wireName = server.prefix + session.wireName(name);
      await session.run(create(wireName)).catch((error: unknown) => {
        throw name === '😀' && isFailure(error, 'server-no') ? new ServerFault('refuses names with characters beyond U+FFFF') : error;
      });
      try {
        const found = named(await session.list(), wireName);
        expect(found?.name, name).toBe(server.prefix + name);
        expect((await session.select(wireName)).exists).toBe(0);
        await session.unselect();
      } finally {
        await session.run(deleteMailbox(wireName));
      }
    }
  },
};

const subscription: Probe = {
  extension: 'SUBSCRIBE, LSUB', rfc: 3501, needs: [],
  async run({ session, mailbox }) {
    const [first, second] = [await mailbox(), await mailbox()];
    await Promise.all([session.run(subscribe(first)), session.run(subscribe(second))]);
    expect(await session.run(lsub())).toEqual(expect.arrayContaining([first, second]));
    await session.run(unsubscribe(first));
    const listed = await session.list();
    expect([has(named(listed, first), '\\Subscribed'), has(named(listed, second), '\\Subscribed')]).toEqual([false, true]);
    await session.run(unsubscribe(second));
  },
};

const namespaces: Probe = {
  extension: 'NAMESPACE', rfc: 2342, needs: ['NAMESPACE'],
  async run({ session, server }) {
    const { personal } = await session.run(namespace());
    expect(personal).toContainEqual({ prefix: server.prefix, delimiter: server.separator });
  },
};

const children: Probe = {
  extension: 'CHILDREN', rfc: 3348, needs: ['CHILDREN'],
  async run({ session, server, mailbox }) {
    const parent = await mailbox();
    await session.run(create(`${parent}${server.separator}child`));
    const listed = await session.run(list({ reference: '', patterns: [`${parent}*`] }));
    expect(has(named(listed, parent), '\\HasChildren')).toBe(true);
    expect(has(named(listed, `${parent}${server.separator}child`), '\\HasNoChildren')).toBe(true);
  },
};

const extended: Probe = {
  extension: 'LIST-EXTENDED', rfc: 5258, needs: ['LIST-EXTENDED'],
  async run({ session, server, mailbox }) {
    const [parent, other] = [await mailbox(), await mailbox()];
    const child = `${parent}${server.separator}child`;
    await session.run(create(child));
    await session.run(subscribe(child));
    const both = await session.run(list({ patterns: [parent, other], return: { subscribed: true, children: true } }));
    expect(both.map(({ wireName }) => wireName).sort()).toEqual([parent, other].sort());
    expect(has(named(both, parent), '\\HasChildren')).toBe(true);
    const subscribed = await session.run(list({ patterns: [`${server.prefix}*`], select: ['SUBSCRIBED'] }));
    expect(named(subscribed, child)).toBeDefined();
    expect(named(subscribed, other)).toBeUndefined();
    const recursive = await session.run(list({ patterns: [`${server.prefix}%`], select: ['SUBSCRIBED', 'RECURSIVEMATCH'] }));
    if (named(recursive, parent) === undefined) throw new ServerFault('RECURSIVEMATCH names no parent');
    expect(named(recursive, parent)?.childInfo).toEqual(['SUBSCRIBED']);
    await session.run(unsubscribe(child));
  },
};

const listStatus: Probe = {
  extension: 'LIST-STATUS', rfc: 5819, needs: ['LIST-STATUS'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, 'Subject: a\n\nx\n', 'Subject: b\n\ny\n');
    const [listing] = await session.run(list({ patterns: [wireName], return: { status: ['messages', 'unseen', 'uidNext', 'uidValidity'] } }));
    expect(listing?.status).toMatchObject({ messages: 2, unseen: 2, uidNext: 3 });
    expect(named(await session.list(), wireName)?.status?.messages).toBe(2);
  },
};

const specialUse: Probe = {
  extension: 'SPECIAL-USE', rfc: 6154, needs: ['SPECIAL-USE'],
  async run({ session }) {
    const uses = (await session.list()).map(({ attributes }) => useByAttributes(attributes)).filter((use) => use !== null);
    expect(uses).toEqual(expect.arrayContaining(['drafts', 'sent', 'trash', 'junk', 'archive']));
    const only = await session.run(list({ select: ['SPECIAL-USE'], return: { specialUse: true } }));
    expect(only.length).toBeGreaterThanOrEqual(5);
    expect(only.every(({ attributes }) => useByAttributes(attributes) !== null)).toBe(true);
  },
};

const createSpecialUse: Probe = {
  extension: 'CREATE-SPECIAL-USE', rfc: 6154, needs: ['CREATE-SPECIAL-USE'],
  async run({ session, server }) {
    // Another one for drafts is refused where each use is for one mailbox: either answer is allowed, a mailbox without the use is not.
    const wireName = `${server.prefix}${encodeMailboxName('Wichtig für später')}`;
    await session.run(create(wireName, ['\\Important'])).catch((error: unknown) => expect(error).toMatchObject({ failure: { responseCode: 'USEATTR' } }));
    const made = named(await session.list(), wireName);
    if (made === undefined) return;
    await session.run(deleteMailbox(wireName)).catch(() => undefined); // Cyrus guards it: `NO SPECIAL-USE flag conflict`
    expect(useByAttributes(made.attributes)).toBe('important');
  },
};

const oldList: Probe = {
  extension: 'XLIST', rfc: 6154, needs: ['XLIST'],
  async run({ session }) {
    const listed = await session.run(xlist());
    expect(listed.map(({ attributes }) => useByAttributes(attributes))).toEqual(expect.arrayContaining(['drafts', 'sent', 'trash']));
    expect(listed.some(({ wireName }) => wireName === 'INBOX')).toBe(true);
  },
};

const myRightsInList: Probe = {
  extension: 'LIST-MYRIGHTS', rfc: 8440, needs: ['LIST-MYRIGHTS'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    const [listing] = await session.run(list({ patterns: [wireName], return: { myRights: true } }));
    expect(listing?.rights).toMatch(/l.*r|r.*l/u);
  },
};

const metadataInList: Probe = {
  extension: 'LIST-METADATA', rfc: 9590, needs: ['LIST-METADATA'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    await session.run(setMetadata(wireName, [{ name: '/private/comment', value: Buffer.from('noted') }]));
    const [listing] = await session.run(list({ patterns: [wireName], return: { metadata: ['/private/comment'] } }));
    expect(listing?.metadata).toEqual([{ name: '/private/comment', value: Buffer.from('noted') }]);
  },
};

const statusSize: Probe = {
  extension: 'STATUS=SIZE', rfc: 8438, needs: ['STATUS=SIZE'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    expect(await readStatus(session, wireName, ['size', 'messages'])).toMatchObject({ size: 0, messages: 0 });
    await fill(wireName, 'Subject: a\n\nx\n');
    expect(await readStatus(session, wireName, ['size'])).toMatchObject({ size: 'Subject: a\r\n\r\nx\r\n'.length });
  },
};

const objectId: Probe = {
  extension: 'OBJECTID', rfc: 8474, needs: ['OBJECTID'],
  async run({ session, server }) {
    const wireName = `${server.prefix}object`;
    const { mailboxId } = await session.run(create(wireName));
    try {
      expect(mailboxId).toMatch(/^[A-Za-z0-9_-]+$/u);
      expect(await readStatus(session, wireName, ['messages', 'mailboxId', 'unseen'])).toEqual({ messages: 0, unseen: 0, mailboxId });
      await session.run(rename(wireName, `${wireName}2`));
      expect((await session.run(statusItems(`${wireName}2`, ['mailboxId']))).mailboxId).toBe(mailboxId);
    } finally {
      for (const name of [wireName, `${wireName}2`]) await session.run(deleteMailbox(name)).catch(() => undefined); // one of them is not there
    }
  },
};

const unselect: Probe = {
  extension: 'UNSELECT, or what does for it', rfc: 3691, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, 'Subject: a\n\nx\n');
    await session.select(wireName);
    await session.uidStore([[1, 1]], { action: 'add', flags: ['\\Deleted'] });
    await session.unselect();
    expect(session.selected).toBeNull();
    expect((await session.status(wireName)).messages).toBe(1);
  },
};

export const probes: readonly Probe[] = [tree, names, subscription, namespaces, children, extended, listStatus, specialUse, createSpecialUse, oldList, myRightsInList, metadataInList, statusSize, objectId, unselect];
