/** New mail is told once, in one note for a folder; what is no news is not told. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostNote } from '../../main/ports.ts';
import type { Note } from '../../shared/model/note.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

let serial = 0;
const deliver = (subject: string, flags = '') => {
  serial += 1;
  one.demo.store.deliver(`From: Ann Ash <ann@example.org>\nTo: you@example.org\nSubject: ${subject}\nMessage-ID: <note-${serial}@example.org>\n${flags}\nThe text of ${subject}.\n`);
};
const notes = async (until: (notes: Note[]) => boolean) => (await one.harness.waitFor('notifications.list', {}, (value) => until(value.notes))).notes;
/** Long enough that what was to be told would have been. */
const quietly = () => new Promise((resolve) => setTimeout(resolve, 1500));

describe('new mail', () => {
  test('of the inbox is told with who and what; more of it in the same note; read elsewhere it is told no more', async () => {
    expect(await notes(() => true)).toEqual([]);
    deliver('First');
    const [note] = await notes((all) => all.length === 1);
    expect(note).toMatchObject({ folderId: one.inbox, folderName: '', count: 1, details: true, messages: [{ from: { name: 'Ann Ash', address: 'ann@example.org' }, subject: 'First' }] });
    deliver('Second');
    deliver('Third');
    const [more] = await notes((all) => all[0]?.count === 3);
    expect(more).toMatchObject({ id: note!.id, messages: [{ subject: 'Third' }, { subject: 'Second' }, { subject: 'First' }] });
    const rows = await one.list(one.inbox, (list) => list.filter(({ subject }) => ['First', 'Second', 'Third'].includes(subject)).length === 3);
    await one.call('messages.setFlags', { messageIds: rows.filter(({ subject }) => ['Second', 'Third'].includes(subject)).map(({ id }) => id), add: ['seen'], remove: [] });
    expect(await notes((all) => all[0]?.count === 1)).toMatchObject([{ at: more!.at, messages: [{ subject: 'First' }] }]);
    await one.call('notifications.act', { id: note!.id, action: 'markRead' });
    expect(await notes((all) => all.length === 0)).toEqual([]);
    await one.list(one.inbox, (list) => list.some(({ subject, flags }) => subject === 'First' && (flags & 1) === 1));
  });

  test('put away it is not told again; archived from the note it is in the archive, and back by undo it is no news', async () => {
    deliver('Put away');
    const [first] = await notes((all) => all.length === 1);
    await one.call('notifications.act', { id: first!.id, action: null });
    deliver('To the archive');
    const [second] = await notes((all) => all.length === 1);
    expect(second).toMatchObject({ count: 1, messages: [{ subject: 'To the archive' }] });
    await one.call('notifications.act', { id: second!.id, action: 'archive' });
    await one.list(one.folder('Archive'), (list) => list.some(({ subject }) => subject === 'To the archive'));
    const [moved] = await one.operations((all) => all.some(({ state }) => state === 'done'));
    await one.settled();
    await one.call('activity.undo', { operationId: moved!.id });
    await one.list(one.inbox, (list) => list.some(({ subject }) => subject === 'To the archive'));
    await one.settled();
    await quietly();
    expect(await notes(() => true)).toEqual([]);
  });

  test('an answer is to what the note said when it was seen: what came since is left alone, and told anew', async () => {
    deliver('Seen in the note');
    const [seen] = await notes((all) => all[0]?.count === 1);
    deliver('Not seen yet');
    await notes((all) => all[0]?.count === 2);
    await one.call('notifications.act', { id: seen!.id, action: 'archive', at: seen!.at });
    const [left] = await notes((all) => all[0]?.count === 1);
    expect(left).toMatchObject({ id: seen!.id, messages: [{ subject: 'Not seen yet' }] });
    expect(left!.at).toBeGreaterThan(seen!.at);
    await one.list(one.folder('Archive'), (list) => list.some(({ subject }) => subject === 'Seen in the note'));
    await one.settled();
    expect((await one.list(one.folder('Archive'), () => true)).map(({ subject }) => subject)).not.toContain('Not seen yet');
  });

  test('where somebody is looking it is not told, and afterwards it is; nor in a folder that nobody chose, nor when all is switched off', async () => {
    const stop = one.harness.client.watch('notifications.quiet', { view: { kind: 'unified', box: 'inbox' } }, { onValue: () => undefined, onFailure: () => undefined });
    deliver('Seen as it came');
    await one.list(one.inbox, (list) => list.some(({ subject }) => subject === 'Seen as it came'));
    await quietly();
    stop();
    deliver('Nobody looks');
    expect(await notes((all) => all.length === 1)).toMatchObject([{ count: 1, messages: [{ subject: 'Nobody looks' }] }]);
    await one.call('notifications.act', { id: one.inbox, action: null });
    // Left out of the views, it is not seen there.
    await one.call('settings.change', { folders: { [one.inbox]: { unified: false } } });
    const stopAgain = one.harness.client.watch('notifications.quiet', { view: { kind: 'unified', box: 'inbox' } }, { onValue: () => undefined, onFailure: () => undefined });
    deliver('Not in the view');
    expect(await notes((all) => all.length === 1)).toMatchObject([{ count: 1, messages: [{ subject: 'Not in the view' }] }]);
    stopAgain();
    await one.call('settings.change', { folders: { [one.inbox]: { notify: false } } });
    expect(await notes((all) => all.length === 0)).toEqual([]);
    deliver('Not chosen');
    await one.list(one.inbox, (list) => list.some(({ subject }) => subject === 'Not chosen'));
    await quietly();
    expect(await notes(() => true)).toEqual([]);
  });

  test('what came while nobody was here is told at the next start, once; a first sync is no news', async () => {
    await quietly();
    expect(await notes(() => true)).toEqual([]);
    one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
    one.demo.cutConnections();
    deliver('While away');
    await one.killAndRestart();
    one.demo.faults.clear();
    await one.call('accounts.syncNow', { accountId: one.account });
    expect(await notes((all) => all.length === 1)).toMatchObject([{ count: 1, messages: [{ subject: 'While away' }] }]);
  });

  test('what was told of a folder or an account goes with it', async () => {
    const { folderId: id } = await one.call('folders.create', { accountId: one.account, parentId: null, name: 'Gone soon' });
    await one.harness.waitFor('folders.tree', {}, ({ folders }) => folders.some((folder) => folder.id === id && !folder.syncing));
    await one.settled();
    await one.call('settings.change', { folders: { [id]: { notify: true } } });
    await quietly();
    one.demo.store.deliver('From: Ann Ash <ann@example.org>\nTo: you@example.org\nSubject: Of the folder\nMessage-ID: <gone@example.org>\n\nText.\n', 'Gone soon');
    await one.call('accounts.syncNow', { accountId: one.account });
    await notes((all) => all.some(({ folderId }) => folderId === id));
    deliver('Of the inbox');
    await notes((all) => all.length === 2);
    await one.call('folders.delete', { folderId: id, forever: true });
    await one.harness.waitFor('folders.tree', {}, ({ folders }) => folders.every((folder) => folder.id !== id));
    await one.settled();
    expect(await notes((all) => all.length === 1)).toMatchObject([{ folderId: one.inbox }]);
    await one.call('accounts.remove', { accountId: one.account });
    expect(await notes((all) => all.length === 0)).toEqual([]);
  });

  test('a host that can shows it in words, is answered, and takes it away', async () => {
    const shown: { note: HostNote; answer: (action: string | null) => void; closed: boolean }[] = [];
    const fronts: string[] = [];
    await one.killAndRestart({ desktop: {
      openLink: () => Promise.resolve(), saveFile: () => Promise.resolve(null), badge: (unread) => void fronts.push(`badge ${unread}`), show: () => void fronts.push('show'),
      notify(note, answer) {
        const entry = { note, answer, closed: false };
        shown.push(entry);
        return () => { entry.closed = true; };
      },
    } });
    await one.ready();
    deliver('On the desktop');
    await expect.poll(() => shown.length).toBe(1);
    expect(shown[0]!.note).toMatchObject({ title: 'Ann Ash', actions: [{ name: 'markRead', label: 'Mark as read' }, { name: 'archive' }, { name: 'reply' }] });
    expect(shown[0]!.note.body).toContain('On the desktop');
    shown[0]!.answer(null);
    const { request } = await one.harness.waitFor('notifications.requests', {}, (value) => value.request !== null);
    expect(request).toMatchObject({ kind: 'open', folderId: one.inbox });
    await expect.poll(() => shown[0]!.closed).toBe(true);
    expect(fronts).toContain('show');
    expect(fronts.some((what) => /^badge [1-9]/u.test(what))).toBe(true);
  });
});
