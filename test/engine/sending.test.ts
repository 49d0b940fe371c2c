import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftId } from '../../shared/ids.ts';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const message = (subject: string, extra: Partial<Outgoing> = {}): Outgoing => ({
  accountId: one.account, to: [{ name: 'Ann Müller', address: 'ann@example.net' }], cc: [], bcc: [{ name: '', address: 'secret@example.net' }], subject, text: 'Grüße,\nRobin\n', inReplyTo: '', references: [], source: null, ...extra,
});
const sent = (subject: string) => one.demo.store.messages('Sent').filter(({ raw }) => raw.toString('latin1').includes(subject));

describe('sending', () => {
  test('goes out once, to everybody, Bcc unseen by the others, with a copy in Sent', async () => {
    await one.call('compose.send', message('ferry-1'));
    await one.settled();
    expect(one.demo.submissions).toHaveLength(1);
    const [submission] = one.demo.submissions;
    expect([...submission!.to].sort()).toEqual(['ann@example.net', 'secret@example.net']);
    expect(submission!.raw.toString('latin1')).not.toContain('secret@');
    expect(sent('ferry-1')).toHaveLength(1);
    expect(sent('ferry-1')[0]!.raw.toString('latin1')).toContain('secret@');
    expect(sent('ferry-1')[0]!.flags.has('\\Seen')).toBe(true);
    await one.list(one.folder('Sent'), (rows) => rows[0]?.subject === 'ferry-1');
  });

  test('an answer carries the thread on and marks what it answers', async () => {
    const row = await one.newest();
    const draft = await one.call('compose.prepare', { messageId: row.id, kind: 'reply' });
    expect(draft.subject).toMatch(/^Re: /u);
    expect(draft.references.at(-1)).toBe(draft.inReplyTo);
    await one.call('compose.send', { ...draft, to: [{ name: '', address: 'ann@example.net' }] });
    await one.settled();
    expect(one.demo.submissions[0]!.raw.toString('latin1')).toContain(`In-Reply-To: ${draft.inReplyTo}`);
    await one.list(one.inbox, (rows) => (rows.find(({ id }) => id === row.id)!.flags & FLAG.answered) !== 0);
    await one.settled();
    expect(one.onServer('INBOX', one.uidOf(row.id))!.flags.has('\\Answered')).toBe(true);
  });

  test('an answer to a message whose Message-ID is none can be kept and sent', async () => {
    one.demo.store.deliver(`From: ann@example.net\nTo: you@example.org\nSubject: odd\nMessage-ID: <${'x'.repeat(1500)}@example.net>\nReferences: <root@example.net>\n\nHello\n`);
    const [row] = await one.list(one.inbox, (rows) => rows[0]?.subject === 'odd');
    const draft = await one.call('compose.prepare', { messageId: row!.id, kind: 'reply' });
    const { to, cc, bcc, ...letter } = draft;
    expect(await one.call('drafts.save', { id: draftId('d'), writer: 'w', base: 0, open: true, letter: { ...letter, to: to[0]!.address, cc: '', bcc: '', replaces: null } })).toMatchObject({ state: 'saved' });
    await one.call('compose.send', { ...draft, cc, bcc });
    await one.settled();
    expect(one.demo.submissions[0]!.raw.toString('latin1')).toContain('References: <root@example.net>\r\n');
  });

  test('what is answered is marked although the mirror was away when the answer went out', async () => {
    const row = await one.newest();
    const draft = await one.call('compose.prepare', { messageId: row.id, kind: 'reply' });
    one.harness.stopMirror();
    await one.call('compose.send', { ...draft, to: [{ name: '', address: 'ann@example.net' }] });
    await expect.poll(() => one.demo.submissions.length, { timeout: 5_000 }).toBe(1);
    one.harness.restartMirror();
    await one.settled();
    await expect.poll(() => one.onServer('INBOX', one.uidOf(row.id))!.flags.has('\\Answered'), { timeout: 5_000 }).toBe(true);
  });

  test('one that waits for a server is opened again: it goes out no more by itself, and what replaces it goes once', async () => {
    one.demo.faults.add({ protocol: 'smtp', command: 'GREETING', effect: { kind: 'bye', text: 'busy' }, times: 1 });
    const { operationId } = await one.call('compose.send', message('ferry-waits'));
    await one.operations((rows) => rows[0]?.state === 'waiting' && rows[0].failure === null);
    let opened: Outgoing | undefined;
    await expect.poll(async () => {
      // Not while it is being tried.
      const answer = await one.harness.client.call('compose.reopen', { operationId });
      if (answer.ok) opened = answer.value;
      return answer.ok;
    }).toBe(true);
    await one.operations((rows) => rows[0]?.state === 'parked' && rows[0].failure?.code === 'cancelled');
    await one.killAndRestart();
    await one.ready();
    expect(one.demo.submissions).toEqual([]);
    await one.call('compose.send', { ...opened!, subject: 'ferry-goes', replaces: operationId });
    await one.settled();
    expect(one.demo.submissions.map(({ raw }) => /^Subject: (.*?)\r?$/mu.exec(raw.toString('latin1'))?.[1])).toEqual(['ferry-goes']);
  });

  test('cut after the final dot: parked as unknown, and not sent again by itself', async () => {
    one.demo.faults.add({ protocol: 'smtp', command: 'MESSAGE', effect: { kind: 'cut', afterOctets: 0 } });
    await one.call('compose.send', message('ferry-2'));
    const [parked] = await one.operations((rows) => rows[0]?.state === 'parked');
    expect(parked!.failure!.code).toBe('delivery-unknown');
    await one.killAndRestart();
    await one.ready();
    expect(one.demo.submissions.length).toBeLessThanOrEqual(1);
    await one.operations((rows) => rows[0]?.state === 'parked');
  });

  test('refused before DATA for now: tried again; killed in between: still exactly once', async () => {
    one.demo.faults.add({ protocol: 'smtp', command: 'GREETING', effect: { kind: 'bye', text: 'busy' }, times: 1 });
    await one.call('compose.send', message('ferry-3'));
    await one.operations((rows) => rows[0]?.state === 'waiting');
    await one.killAndRestart();
    await one.ready();
    await one.settled();
    expect(one.demo.submissions).toHaveLength(1);
    expect(sent('ferry-3')).toHaveLength(1);
  });

  test('killed after the copy was filed and before it was noted: one copy', async () => {
    one.demo.faults.add({ command: 'APPEND', effect: { kind: 'cut', afterOctets: 0 } });
    await one.call('compose.send', message('ferry-4'));
    await one.operations((rows) => rows[0] !== undefined && one.demo.submissions.length === 1);
    await one.killAndRestart();
    await one.ready();
    await one.settled();
    expect(one.demo.submissions).toHaveLength(1);
    expect(sent('ferry-4')).toHaveLength(1);
  });

  test('not taken for one of two: it waits with the words of the server, after a restart too, and a retry goes to that one alone', async () => {
    one.demo.faults.add({ protocol: 'smtp', command: 'RCPT', effect: { kind: 'refuse', code: '550', text: '5.1.1 No such person' }, times: 1 });
    await one.call('compose.send', message('ferry-6'));
    const { notices: [notice] } = await one.harness.waitFor('app.notices', {}, ({ notices }) => notices.length > 0);
    expect(notice!.title).toBe('Your message did not go to ann@example.net');
    expect(notice!.text).toContain('“ferry-6”');
    expect(notice!.text).toContain('No such person');
    await one.settled();
    expect(one.demo.submissions.map(({ to }) => [...to])).toEqual([['secret@example.net']]);
    await one.killAndRestart();
    await one.ready();
    const [row] = await one.operations((rows) => rows[0]?.state === 'parked');
    expect(row).toMatchObject({ accepted: true, failure: { code: 'recipient-refused', detail: 'ann@example.net: No such person' } });
    expect(row!.title).toContain('refused for ann@example.net');
    expect(await one.call('compose.reopen', { operationId: row!.id })).toMatchObject({ subject: 'ferry-6', to: [{ address: 'ann@example.net' }], cc: [], bcc: [] });
    await one.call('activity.retry', { operationId: row!.id });
    await one.operations((rows) => rows[0]?.state === 'done');
    expect(one.demo.submissions.map(({ to }) => [...to])).toEqual([['secret@example.net'], ['ann@example.net']]);
    expect(one.demo.submissions[1]!.raw.equals(one.demo.submissions[0]!.raw)).toBe(true);
    expect(sent('ferry-6')).toHaveLength(1);
  });

  test('not taken for one of two for the moment: that one has it a little later, and nobody twice', async () => {
    one.demo.faults.add({ protocol: 'smtp', command: 'RCPT', effect: { kind: 'refuse', code: '450', text: '4.7.1 Greylisted' }, times: 1 });
    await one.call('compose.send', message('ferry-7'));
    await one.operations((rows) => rows[0]?.state === 'done');
    expect(one.demo.submissions.map(({ to }) => [...to])).toEqual([['secret@example.net'], ['ann@example.net']]);
    expect(sent('ferry-7')).toHaveLength(1);
    await one.harness.waitFor('app.notices', {}, ({ notices }) => notices.length === 0);
  });

  test('an address with a line break in it is refused before anything is kept', async () => {
    const result = await one.harness.client.call('compose.send', message('ferry-5', { to: [{ name: '', address: 'd@example.net>\r\nRCPT TO:<evil@example.com' }] }));
    expect(result).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(one.demo.submissions).toHaveLength(0);
  });
});
