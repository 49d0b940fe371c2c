/** Collected hostile senders, file names and links through the real engine: one address everywhere, names that are only names, links that ask for nothing else. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outsideUrl } from '../../app/outside-url.ts';
import { attachmentName } from '../../main/mime/attachment-name.ts';
import { openableUrl } from '../../shared/html/urls.ts';
import { isAddress } from '../../shared/text/address.ts';
import { MAILTO_LIMITS, parseMailto } from '../../shared/text/mailto.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { OneAccount } from '../support/one-account.ts';
import { describeCorpus } from '../support/requires.ts';

const there = existsSync(CORPORA);
const json = <T>(name: string, otherwise: T): T => (there ? JSON.parse(readFileSync(`${CORPORA}/own-vectors/${name}.json`, 'utf8')) as T : otherwise);
/** Nothing of this may reach the screen raw. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

describeCorpus(`${CORPORA}/own-vectors/from_spoof.json`, 'spoofed senders', () => {
  const { claimed, from } = json<{ claimed: string; from: { id: string; value: string }[] }>('from_spoof', { claimed: '', from: [] });
  const header = (lines: string, id: string) => `${lines}\r\nTo: you@example.org\r\nSubject: ${id.split(' ')[0]}\r\nDate: Sat, 21 Nov 2026 08:00:00 +0000\r\nMessage-ID: <${id.split(' ')[0]}@example.net>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhello spoofs\r\n`;
  const evil = 'attacker@example.net';
  /** Several headers, or one that is not quite one. */
  const several: { id: string; lines: string }[] = [
    { id: 'h1 two From headers', lines: `From: ${evil}\r\nFrom: ${claimed}` },
    { id: 'h2 From with leading space', lines: `X-A: b\r\n From: ${claimed}\r\nFrom: ${evil}` },
    { id: 'h3 From with space before the colon', lines: `From : ${claimed}\r\nFrom: ${evil}` },
    { id: 'h4 folded From', lines: `From: "${claimed}"\r\n <${evil}>` },
    { id: 'h5 Sender differs', lines: `From: ${evil}\r\nSender: ${claimed}` },
    { id: 'h6 Resent-From differs', lines: `From: ${evil}\r\nResent-From: ${claimed}` },
    { id: 'h7 Reply-To differs', lines: `From: ${evil}\r\nReply-To: reply@example.net` },
    { id: 'h8 CR before From', lines: `From: ${evil}\r\nX-A: b\rFrom: ${claimed}` },
  ];
  const all = [...from.map(({ id, value }) => ({ id, lines: `From: ${value}` })), ...several];
  /** Two senders, of which that address is one: which is named is the server's choice, and then the same everywhere. */
  const honest = new Set(['m12', 'h1', 'h3']);
  let one: OneAccount;

  beforeAll(async () => {
    one = await OneAccount.start({ seed: false });
    for (const { id, lines } of all) one.demo.store.deliver(header(lines, id));
  });
  afterAll(() => one?.stop());

  test('are 24 and 8', () => { expect([from.length, several.length]).toEqual([24, 8]); });

  test('list, reader, reply and search name one address, and never that one', async () => {
    const rows = await one.list(one.inbox, (found) => found.length === all.length);
    const broken: string[] = [];
    for (const row of rows) {
      const id = row.subject;
      const shown = row.from.map(({ address }) => address);
      const { row: opened } = await one.harness.waitFor('messages.view', { messageId: row.id }, ({ body }) => body !== null);
      if (JSON.stringify(opened.from) !== JSON.stringify(row.from)) broken.push(`${id}: list and reader differ`);
      if (!honest.has(id) && shown.includes(claimed)) broken.push(`${id}: shown as ${claimed}`);
      if (shown.some((address) => address !== '' && !isAddress(address) && UNSEEN.test(visibleLine(address)))) broken.push(`${id}: address with what cannot be seen`);
      for (const { name } of row.from) if (UNSEEN.test(visibleLine(name))) broken.push(`${id}: name with what cannot be seen`);
      const prepared = await one.harness.client.call('compose.prepare', { messageId: row.id, kind: 'reply' });
      if (!prepared.ok) broken.push(`${id}: cannot be answered`);
      else {
        const to = prepared.value.to.map(({ address }) => address);
        const wanted = id === 'h7' ? ['reply@example.net'] : shown.filter((address) => isAddress(address));
        // Where no sender can be answered nobody else gets it.
        if (JSON.stringify(to) !== JSON.stringify(wanted.length > 0 ? wanted : ['you@example.org'])) broken.push(`${id}: an answer goes to ${to.join()} and not to ${wanted.join()}`);
      }
    }
    expect(broken).toEqual([]);
  });
});

describeCorpus(`${CORPORA}/own-vectors/attachment_filenames.json`, 'hostile file names', () => {
  const names = json<string[]>('attachment_filenames', []);
  const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;
  /** What the name does when it is opened: behind its last dot, blanks and invisible ones aside. */
  const extension = (name: string): string => /\.([a-z0-9-]{1,20})$/iu.exec(visibleLine(name).replace(/\u200b/gu, '').replace(/::\$DATA$/u, '').trim())?.[1]?.toLowerCase() ?? '';

  test('are 106', () => { expect(names).toHaveLength(106); });
  test.each(names.map((name) => [JSON.stringify(name).slice(0, 80), name]))('%s', (_, written) => {
    const safe = attachmentName(written, 'application/octet-stream');
    expect(safe).not.toMatch(/[/\\:*?"<>|]/u);
    expect(safe).not.toMatch(UNSEEN);
    expect(safe).not.toMatch(/^[\s.~-]|[\s.]$/u);
    expect(safe).not.toMatch(RESERVED);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
    expect(safe).not.toBe('');
    // A name that is nothing but an ending is hidden on some systems: it becomes a plain one.
    if (!/%|=\?|''|(?:^|[/\\])\.[^.]*$/u.test(written) && extension(written) !== '') expect(extension(safe)).toBe(extension(written));
    expect(attachmentName(safe, 'application/octet-stream')).toBe(safe);
  });
});

describeCorpus(`${CORPORA}/own-vectors/mailto.json`, 'hostile mailto links', () => {
  const links = json<string[]>('mailto', []);
  test('are 30', () => { expect(links).toHaveLength(30); });
  test.each(links.map((link) => [link.slice(0, 60), link]))('%s', (_, link) => {
    const read = parseMailto(link);
    expect(read).not.toBeNull();
    if (!read) return;
    const people = [...read.to, ...read.cc, ...read.bcc];
    expect(people.length).toBeLessThanOrEqual(MAILTO_LIMITS.recipients);
    expect(Buffer.byteLength(read.body)).toBeLessThanOrEqual(MAILTO_LIMITS.body);
    for (const { name, address } of people) {
      expect(isAddress(address)).toBe(true);
      expect(name).toBe('');
      expect(address).not.toMatch(/^-/u);
    }
    expect(read.subject).not.toMatch(/[\r\n\u0000-\u001f\u202a-\u202e]/u);
    expect(read.body).not.toMatch(/[\r\u0000\u202a-\u202e]/u);
    expect(JSON.stringify({ ...read, ignored: [], body: '', subject: '' })).not.toMatch(/passwd|id_rsa|share|ceo@|script|gpu-launcher/iu);
    // Only those whom the link names for a field that is honoured.
    if (people.some(({ address }) => address === 'evil@x.y')) expect(link).toMatch(/[?&](?:to|cc|bcc)=evil@x\.y$/u);
  });
});

describeCorpus(`${CORPORA}/own-vectors/urls.json`, 'links that never leave', () => {
  const { must_never_reach_openExternal: never, must_open_after_click: may } = json<{ must_never_reach_openExternal: string[]; must_open_after_click: string[] }>('urls', { must_never_reach_openExternal: [], must_open_after_click: [] });
  /** These may be opened by a person's click, and show their whole host in ASCII before. */
  const shown = (url: string): boolean => /^https?:\/\/(?!x$)/u.test(url);
  test('are 55', () => { expect(never).toHaveLength(55); });
  test.each(never.filter((url) => !shown(url)))('%j', (url) => {
    const [made, left] = [openableUrl(url), outsideUrl(url)];
    // What a browser would read as a web address of that very host is one.
    for (const open of [made, left]) if (open !== null && open !== undefined) expect(open).toMatch(/^https?:\/\/(?:evil|x)\/$/u);
  });
  test.each(never.filter(shown))('%j goes as what it is', (url) => {
    expect(outsideUrl(url) ?? 'https://refused/').toMatch(/^https?:\/\/[\x21-\x7e]+$/u);
    expect(openableUrl(url) ?? 'https://refused/').toMatch(/^https?:\/\/[\x21-\x7e]+$/u);
  });
  test.each(may)('%j may', (url) => { expect(outsideUrl(url)).toBe(url); });
});
