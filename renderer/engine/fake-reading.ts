/** What the engine in memory says of one message beside its text. */
import type { Commands } from '../../shared/ipc/server.ts';
import type { MessageDetails } from '../../shared/model/message-details.ts';

const HARMLESS = { type: 'application/pdf', sniffed: true, matchesName: true, matchesDeclared: true, danger: 'none', advice: 'open' } as const;

export const fakeReading: Pick<Commands, 'accounts.trustResults' | 'messages.unsubscribe' | 'messages.saveAsEml' | 'attachments.saveAll' | 'attachments.offer' | 'attachments.drag' | 'attachments.inspect' | 'attachments.open' | 'attachments.preview' | 'attachments.packed' | 'attachments.savePacked'> = {
  'accounts.trustResults': async () => ({}),
  'messages.unsubscribe': async () => ({ kind: 'done' }),
  'messages.saveAsEml': async () => ({ saved: null }),
  'attachments.saveAll': async () => ({ saved: null }),
  'attachments.offer': async () => ({ path: null, name: 'a.txt', byHost: false }),
  'attachments.drag': async () => ({}),
  'attachments.packed': async () => ({ text: '', files: [], damaged: false }),
  'attachments.savePacked': async () => ({ saved: null }),
  'attachments.inspect': async () => HARMLESS,
  'attachments.open': async () => ({ kind: 'opened' }),
  'attachments.preview': async () => ({ kind: 'text', text: 'A few words of a text file.', truncated: false }),
};

export const fakeDetails = (): MessageDetails => ({
  header: {
    fields: [{ name: 'From', value: 'Maya <maya@example.org>' }, { name: 'Subject', value: 'Lunch on Thursday' }, { name: 'List-Id', value: 'Tides <tides.example.org>' }],
    truncated: false,
    date: { at: Date.UTC(2026, 10, 20, 9, 30), offset: 60, written: 'Fri, 20 Nov 2026 10:30:00 +0100' },
    sender: null,
    authentication: { verdict: 'passed', reason: 'dmarc-passed', by: 'mx.example.com', topmost: 'mx.example.com', results: [{ method: 'dmarc', result: 'pass', domain: 'example.org', aligned: true }] },
    list: { id: { name: 'Tides', value: 'tides.example.org' }, post: null, archive: null, unsubscribe: [{ kind: 'https', url: 'https://example.org/leave' }], oneClick: { url: 'https://example.org/leave', signed: 'yes' } },
    receiptTo: [],
  },
  serverDate: Date.UTC(2026, 10, 20, 9, 31),
  warnings: [{ code: 'first-time-sender', field: 'from', params: { address: 'maya@example.org' } }],
  structure: [{ section: '1', depth: 0, type: 'text/plain', leaf: true, name: '', size: 420, disposition: '', charset: 'utf-8', encoding: '7bit', message: false, subject: '' }],
  ambiguities: [],
  protection: [],
  invitation: null,
  report: null,
  failure: null,
});
