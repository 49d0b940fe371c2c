import { describe, expect, test } from 'vitest';
import { isReportType, readReport } from './report.ts';

const of = (type: string, ...lines: string[]) => readReport(type, Buffer.from(lines.join('\r\n')));

describe('delivery reports', () => {
  test('name each recipient', () => expect(of('message/delivery-status', 'Reporting-MTA: dns; mx.example.org', '', 'Final-Recipient: rfc822; robin@example.net', 'Action: failed', 'Status: 5.1.1 (no such user)', 'Diagnostic-Code: smtp; 550 5.1.1 no', ' such user', '', 'Final-Recipient: rfc822;pat@example.com', 'Action: DELAYED', 'Status: 4.4.7')).toEqual({
    kind: 'delivery', server: 'mx.example.org',
    recipients: [{ address: 'robin@example.net', action: 'failed', status: '5.1.1', diagnostic: '550 5.1.1 no such user' }, { address: 'pat@example.com', action: 'delayed', status: '4.4.7', diagnostic: '' }],
  }));
  test('of nothing, or of too much', () => {
    expect(of('message/delivery-status', '')).toBeNull();
    expect(of('message/delivery-status', 'no report')).toBeNull();
    const many = of('message/delivery-status', ...Array.from({ length: 100_000 }, () => 'Final-Recipient: rfc822;a@example.com\r\nAction: failed\r\n'));
    expect(many?.kind === 'delivery' && many.recipients.length).toBe(100);
  });
});

test('notifications of reading', () => {
  expect(of('message/disposition-notification', 'Reporting-UA: x', 'Final-Recipient: rfc822;robin@example.net', 'Original-Message-ID: <1@example.org>', 'Disposition: manual-action/MDN-sent-manually; displayed')).toEqual({ kind: 'read', address: 'robin@example.net', disposition: 'displayed', automatic: false, messageIdHeader: '<1@example.org>' });
  expect(of('message/disposition-notification', 'x: y')).toBeNull();
  expect(['message/delivery-status', 'message/global-delivery-status', 'message/disposition-notification', 'message/rfc822', 'text/plain'].map(isReportType)).toEqual([true, true, true, false, false]);
});
