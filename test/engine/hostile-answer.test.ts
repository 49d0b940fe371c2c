/** Answering mail that was made to keep whoever reads it busy: what is quoted is gone through once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
const letter = (subject: string, type: string, body: string): string => [
  'From: a@example.net', 'To: you@example.org', `Subject: ${subject}`, 'Date: Sat, 21 Nov 2026 08:00:00 +0000', `Message-ID: <${subject}@example.net>`,
  'MIME-Version: 1.0', `Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '', ...(Buffer.from(body).toString('base64').match(/.{1,76}/gu) ?? []), '',
].join('\r\n');

beforeAll(async () => {
  one = await OneAccount.start({ seed: false });
  one.demo.store.deliver(letter('blanks', 'text/plain', `a${' '.repeat(1_000_000)}x`));
  one.demo.store.deliver(letter('brackets', 'text/html', `${'<'.repeat(1_000_000)}`));
  one.demo.store.deliver(letter('styles', 'text/html', `<p>words</p>${'<style>'.repeat(150_000)}`));
});
afterAll(() => one?.stop());

test('each can be answered and forwarded', async () => {
  const rows = await one.list(one.inbox, (found) => found.length === 3);
  for (const { id, subject } of rows) {
    await one.harness.waitFor('messages.view', { messageId: id }, ({ body }) => body !== null);
    for (const kind of ['reply', 'forward'] as const) {
      const prepared = await one.harness.client.call('compose.prepare', { messageId: id, kind });
      expect([subject, kind, prepared.ok]).toEqual([subject, kind, true]);
      if (prepared.ok && subject === 'styles') expect(prepared.value.text).toContain('words');
    }
  }
});
