/** What the engine says of one message beside its text, over a real line. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageRow } from '../../shared/model/message.ts';
import type { MessageDetails } from '../../shared/model/message-details.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const letter = (...lines: string[]): string => lines.join('\n');
const HEAD = ['From: Maya <maya@example.com>', 'To: you@example.org', 'Date: Fri, 20 Nov 2026 10:30:00 -0330', 'MIME-Version: 1.0'];

async function arrived(subject: string, text: string): Promise<MessageRow> {
  one.demo.store.deliver(text);
  return (await one.list(one.inbox, (rows) => rows.some((row) => row.subject === subject))).find((row) => row.subject === subject)!;
}
const details = (messageId: MessageRow['id'], section?: string): Promise<MessageDetails> =>
  one.harness.waitFor('messages.details', { messageId, ...(section && { section }) }, ({ header, failure }) => header !== null || failure !== null);

describe('the header', () => {
  test('comes with the text in one flight, and is there without a line after kill -9', async () => {
    const row = await arrived('one', letter(...HEAD, 'Subject: one', 'X-Odd: =?utf-8?q?=C3=BC?=', '', 'Hello'));
    await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body }) => body !== null);
    await one.demo.close();
    const found = await details(row.id);
    expect(found.failure).toBeNull();
    expect(found.header!.fields).toContainEqual({ name: 'X-Odd', value: 'ü' });
    expect(found.header!.date).toEqual({ at: Date.UTC(2026, 10, 20, 14), offset: -210, written: 'Fri, 20 Nov 2026 10:30:00 -0330' });
    expect(found.serverDate).toBeGreaterThan(Date.UTC(2020, 0));
    await one.killAndRestart();
    expect((await details(row.id)).header!.fields).toEqual(found.header!.fields);
  });

  test('of a text that is here already is fetched alone, and kept beside it', async () => {
    const row = await one.newest();
    const first = await details(row.id);
    const view = await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body }) => body !== null);
    expect(first.header!.fields.find(({ name }) => name === 'Subject')?.value).toBe(row.subject);
    await one.demo.close();
    expect((await details(row.id)).header).toEqual(first.header);
    expect((await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body }) => body !== null)).body).toEqual(view.body);
  });

  test('that cannot be had: why, and what the row says all the same', async () => {
    const row = await arrived('two', letter('From: "pat@example.net" <maya@example.com>', 'To: you@example.org', 'Subject: two', '', ''));
    await one.demo.close();
    const found = await details(row.id);
    if (!found.header) expect(found.failure!.code).toMatch(/connection|server-bye/u);
    expect(found.warnings.map(({ code }) => code)).toContain('name-has-other-address');
    expect(found.structure).toHaveLength(1);
  });
});

describe('a sender', () => {
  test('is new once', async () => {
    const first = await arrived('hello', letter('From: new@example.com', 'To: you@example.org', 'Subject: hello', '', 'x'));
    expect((await details(first.id)).warnings.map(({ code }) => code)).toEqual(['first-time-sender']);
    const second = await arrived('again', letter('From: new@example.com', 'To: you@example.org', 'Subject: again', '', 'x'));
    expect((await details(second.id)).warnings).toEqual([]);
  });
  test('is vouched for by nobody whom this account does not trust', async () => {
    const row = await arrived('forged', letter('Authentication-Results: mx.example.net; dmarc=pass header.from=example.com', 'Received: by mx.example.org', ...HEAD, 'Subject: forged', '', 'x'));
    expect((await details(row.id)).header!.authentication).toMatchObject({ verdict: 'unknown', reason: 'not-trusted', topmost: 'mx.example.net', results: [] });
  });
});

describe('parts', () => {
  const inner = ['From: Pat <pat@example.net>', 'To: maya@example.com', 'Subject: inside', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="in"', '', '--in', 'Content-Type: text/plain', '', 'The inner text', '--in', 'Content-Type: text/plain; name="note.txt"', 'Content-Disposition: attachment; filename="note.txt"', '', 'the note', '--in--'];
  const outer = (subject: string, ...parts: string[][]): string => letter(...HEAD, `Subject: ${subject}`, 'Content-Type: multipart/mixed; boundary="out"', '', ...parts.flatMap((part) => ['--out', ...part]), '--out--', '');

  test('a message in a message opens as one, with its own details and attachments', async () => {
    const row = await arrived('around', outer('around', ['Content-Type: text/plain', '', 'See below'], ['Content-Type: message/rfc822', '', ...inner]));
    const about = await details(row.id);
    expect(about.structure.filter(({ message }) => message)).toMatchObject([{ section: '2', subject: 'inside' }]);
    const view = await one.harness.waitFor('messages.view', { messageId: row.id, section: '2' }, ({ body, failure }) => body !== null || failure !== null);
    expect(view.failure).toBeNull();
    expect(view.row).toMatchObject({ subject: 'inside', from: [{ name: 'Pat', address: 'pat@example.net' }] });
    expect(view.body!.text).toContain('The inner text');
    expect(view.attachments).toMatchObject([{ section: '2.2', name: 'note.txt' }]);
    const nested = await details(row.id, '2');
    expect(nested.header!.authentication.reason).toBe('nested');
    expect(nested.structure.map(({ section }) => section)).toEqual(['2.TEXT', '2.1', '2.2']);
    await expect(one.harness.waitFor('messages.view', { messageId: row.id, section: '1' }, ({ failure }) => failure !== null)).resolves.toMatchObject({ failure: { code: 'not-found' } });
  });

  test('an invitation and a report are read', async () => {
    const invitation = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:1', 'DTSTART:20261124T140000Z', 'SUMMARY:Walk', 'END:VEVENT', 'END:VCALENDAR'];
    const first = await arrived('walk', outer('walk', ['Content-Type: text/plain', '', 'Come'], ['Content-Type: text/calendar; method=REQUEST', 'Content-Transfer-Encoding: base64', '', Buffer.from(invitation.join('\r\n')).toString('base64')]));
    expect((await details(first.id)).invitation).toMatchObject({ summary: 'Walk', method: 'REQUEST', section: '2' });
    const second = await arrived('bounced', outer('bounced', ['Content-Type: text/plain', '', 'Sorry'], ['Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example.org', '', 'Final-Recipient: rfc822; pat@example.net', 'Action: failed', 'Status: 5.1.1']));
    await one.harness.waitFor('messages.view', { messageId: second.id }, ({ body }) => body !== null);
    await one.demo.close();
    expect((await details(second.id)).report).toMatchObject({ kind: 'delivery', recipients: [{ address: 'pat@example.net', action: 'failed' }] });
  });
});

describe('leaving a list', () => {
  const call = (messageId: MessageRow['id'], way: 'one-click' | 'mailto' | 'link') => one.harness.client.call('messages.unsubscribe', { messageId, way });
  test('gives a letter or a link, with no more in them than a recipient and words', async () => {
    const row = await arrived('list', letter(...HEAD, 'Subject: list', 'List-Unsubscribe: <mailto:leave@example.com,sam@example.net?subject=go&cc=pat@example.net&bcc=kim@example.net&attach=/etc/passwd>, <https://example.com/leave>', '', 'x'));
    expect(await call(row.id, 'mailto')).toMatchObject({ ok: true, value: { kind: 'letter', letter: { to: [{ address: 'leave@example.com' }], cc: [], bcc: [], subject: 'go', text: '' } } });
    expect(await call(row.id, 'link')).toEqual({ ok: true, value: { kind: 'link', url: 'https://example.com/leave' } });
    expect(await call(row.id, 'one-click')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });
  test('is not done with one click where a server that is trusted knows of no signature over it', async () => {
    await one.call('accounts.trustResults', { accountId: one.account, authservId: 'filter.example.net' });
    const unsigned = await arrived('unsigned', letter('Received: by mx.example.org', 'Authentication-Results: filter.example.net; dmarc=pass header.from=example.com', ...HEAD, 'Subject: unsigned', 'List-Unsubscribe: <https://127.0.0.1:1/leave>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click', '', 'x'));
    expect((await details(unsigned.id)).header!.list!.oneClick).toEqual({ url: 'https://127.0.0.1:1/leave', signed: 'no' });
    expect(await call(unsigned.id, 'one-click')).toMatchObject({ ok: false, failure: { code: 'unsupported' } });
  });
  test('is not offered by a message that is of no list, and calls nobody on this computer', async () => {
    const plain = await arrived('none', letter(...HEAD, 'Subject: none', '', 'x'));
    expect(await call(plain.id, 'link')).toMatchObject({ ok: false, failure: { code: 'not-found' } });
    const inward = await arrived('inward', letter(...HEAD, 'Subject: inward', 'List-Unsubscribe: <https://127.0.0.1:1/leave>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click', '', 'x'));
    expect((await details(inward.id)).header!.list!.oneClick).toEqual({ url: 'https://127.0.0.1:1/leave', signed: 'unknown' });
    expect(await call(inward.id, 'one-click')).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
  });
});

test('whose word counts can be set, and holds after kill -9', async () => {
  const row = await arrived('filtered', letter('Received: by mx.example.org', 'Authentication-Results: filter.example.net; dmarc=pass header.from=example.com', ...HEAD, 'Subject: filtered', '', 'x'));
  expect((await details(row.id)).header!.authentication.verdict).toBe('unknown');
  await one.harness.client.call('accounts.trustResults', { accountId: one.account, authservId: 'Filter.example.net' });
  expect((await details(row.id)).header!.authentication).toMatchObject({ verdict: 'passed', by: 'filter.example.net' });
  await one.killAndRestart();
  expect((await details(row.id)).header!.authentication.verdict).toBe('passed');
  await one.harness.client.call('accounts.trustResults', { accountId: one.account, authservId: null });
  expect((await details(row.id)).header!.authentication.verdict).toBe('unknown');
});
