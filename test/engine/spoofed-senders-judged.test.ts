/** Senders that pretend, received, listed and opened: nobody who reads what is on the screen takes them for whom they claim to be. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageRow } from '../../shared/model/message.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { OneAccount } from '../support/one-account.ts';
import { describeCorpus } from '../support/requires.ts';

const path = fileURLToPath(new URL('../../../shared/corpora/own-vectors/from_spoof.json', import.meta.url));
interface Spoofs { claimed: string; actual: string; from: { id: string; value: string }[]; multi_header_cases: string[] }
const { claimed, actual, from, multi_header_cases }: Spoofs = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Spoofs : { claimed: '', actual: '', from: [], multi_header_cases: [] };

/** Named as in the corpus. */
const MULTI: Readonly<Record<string, string>> = {
  'two From headers': `From: ${claimed}\nFrom: ${actual}`,
  'From with leading space': ` From: ${claimed}\nFrom: ${actual}`,
  'From with trailing space before colon': `From : ${claimed}\nFrom: ${actual}`,
  'folded From': `From:\n "${claimed}"\n <${actual}>`,
  'From + Sender mismatch': `From: ${claimed}\nSender: ${actual}`,
  'From + Resent-From': `From: ${actual}\nResent-From: ${claimed}`,
  'Reply-To differs': `From: ${claimed}\nReply-To: ${actual}`,
  'From after body-looking blank line with CR only': `X-A: b\n\r\rFrom: ${claimed}\nFrom: ${actual}`,
};
/** What a forger adds so that it is believed. */
const FORGED = 'Authentication-Results: 127.0.0.1; dmarc=pass header.from=whitehouse.gov\nAuthentication-Results: spf=pass smtp.mailfrom=whitehouse.gov; dmarc=pass header.from=whitehouse.gov\nReceived: from whitehouse.gov by 127.0.0.1; Fri, 20 Nov 2026 10:00:00 +0000';
const VECTORS: { id: string; header: string }[] = [...from.map(({ id, value }) => ({ id, header: `From: ${value}` })), ...multi_header_cases.map((id) => ({ id, header: MULTI[id] ?? '' }))];

describeCorpus(path, 'spoofed senders', () => {
  let one: OneAccount;
  let rows: MessageRow[];
  beforeAll(async () => {
    one = await OneAccount.start();
    for (const [index, { header }] of VECTORS.entries()) one.demo.store.deliver(Buffer.from(`${FORGED}\n${header}\nTo: you@example.org\nSubject: vector-${index}\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n\nHello\n`));
    rows = await one.list(one.inbox, (now) => VECTORS.every((_, index) => now.some(({ subject }) => subject === `vector-${index}`)));
  });
  afterAll(() => one.stop());

  test('all of them are here', () => {
    expect(VECTORS).toHaveLength(32);
    expect(VECTORS.filter(({ header }) => header === '')).toEqual([]);
  });

  test.each(VECTORS.map(({ id }, index) => [id, index] as const))('%s', async (id, index) => {
    const row = rows.find(({ subject }) => subject === `vector-${index}`)!;
    const { header, warnings, failure } = await one.harness.waitFor('messages.details', { messageId: row.id }, (found) => found.header !== null || found.failure !== null);
    expect(failure).toBeNull();
    expect(header!.authentication.verdict).toBe('unknown');
    const codes = warnings.map(({ code }) => code).filter((code) => code !== 'first-time-sender');
    const says = (text: string): boolean => visibleLine(text).toLowerCase().includes(claimed) || [...visibleLine(text)].reverse().join('').toLowerCase().includes(claimed);
    const shownAs = row.from.filter(({ address }) => address.toLowerCase() === claimed);
    // Where the address itself is the claimed one, another header contradicts it, and that is said.
    if (shownAs.length > 0 || row.from.some(({ name }) => says(name))) expect([id, codes.length]).not.toEqual([id, 0]);
    // A domain that only looks like another one is named.
    if (/homoglyph|punycode/u.test(id)) expect(codes).toContain('mixed-scripts');
    for (const { params } of warnings) for (const value of Object.values(params)) expect(value).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
  });
});
