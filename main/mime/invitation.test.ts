import { describe, expect, test } from 'vitest';
import { readInvitation } from './invitation.ts';

const calendar = (event: string[], zone: string[] = [], method = 'REQUEST'): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example//EN', `METHOD:${method}`, ...zone, 'BEGIN:VEVENT', 'UID:1@example.org', 'DTSTAMP:20261121T080000Z', ...event, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const WINDOWS = ['BEGIN:VTIMEZONE', 'TZID:W. Europe Standard Time', 'BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'];

describe('an invitation', () => {
  test('says when, where and who', () => {
    const found = readInvitation(calendar([
      'SUMMARY:Estuary walk\\, at low tide', 'LOCATION:Harbour', 'DTSTART;TZID=Europe/Berlin:20261124T140000', 'DTEND;TZID=Europe/Berlin:20261124T153000',
      'ORGANIZER;CN=Maya:mailto:maya@example.org', 'ATTENDEE;CN=Robin;PARTSTAT=ACCEPTED:mailto:robin@example.net', 'ATTENDEE;ROLE=OPT-PARTICIPANT:MAILTO:pat@example.com',
    ]), '2');
    expect(found).toMatchObject({
      section: '2', method: 'REQUEST', kind: 'event', summary: 'Estuary walk, at low tide', location: 'Harbour', allDay: false, recurs: null,
      start: { date: '2026-11-24', time: '14:00', zone: 'Europe/Berlin', at: Date.UTC(2026, 10, 24, 13) }, end: { time: '15:30', at: Date.UTC(2026, 10, 24, 14, 30) },
      organizer: { name: 'Maya', address: 'maya@example.org' },
      attendees: [{ name: 'Robin', state: 'accepted', optional: false }, { address: 'pat@example.com', state: 'waiting', optional: true }],
    });
  });
  test('in a zone that came along, summer and winter', () => {
    const at = (date: string) => readInvitation(calendar([`DTSTART;TZID=W. Europe Standard Time:${date}T120000`], WINDOWS), '1')?.start?.at;
    expect(at('20260715')).toBe(Date.UTC(2026, 6, 15, 10));
    expect(at('20261215')).toBe(Date.UTC(2026, 11, 15, 11));
    expect(at('20260328')).toBe(Date.UTC(2026, 2, 28, 11));
    expect(at('20260329')).toBe(Date.UTC(2026, 2, 29, 10));
    expect(at('20261026')).toBe(Date.UTC(2026, 9, 26, 11));
  });
  test('in no zone, in an unknown one, in UTC', () => {
    expect(readInvitation(calendar(['DTSTART:20261124T140000']), '1')?.start).toEqual({ date: '2026-11-24', time: '14:00', zone: '', at: null });
    expect(readInvitation(calendar(['DTSTART;TZID=Nowhere:20261124T140000']), '1')?.start).toMatchObject({ zone: 'Nowhere', at: null });
    expect(readInvitation(calendar(['DTSTART:20261124T140000Z', 'DURATION:PT45M']), '1')).toMatchObject({ start: { zone: 'UTC' }, end: { time: '14:45', at: Date.UTC(2026, 10, 24, 14, 45) } });
  });
  test('of whole days ends on its last', () => expect(readInvitation(calendar(['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261127']), '1')).toMatchObject({ allDay: true, start: { date: '2026-11-24' }, end: { date: '2026-11-26' } }));
  test('recurs in the rule\'s own words', () => expect(readInvitation(calendar(['DTSTART:20261124T140000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20271231T000000Z']), '1')?.recurs).toEqual({ frequency: 'weekly', interval: 2, days: ['MO', 'FR'], count: null, until: '2027-12-31' }));
  test('without a time, or of something else', () => {
    expect(readInvitation(calendar([]), '1')).toMatchObject({ start: null, end: null });
    for (const text of ['', 'BEGIN:VCALENDAR', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', '<html>', 'BEGIN:VCARD\r\nEND:VCARD', '\0'.repeat(100)]) expect(readInvitation(text, '1')).toBeNull();
  });
});

describe('bombs', () => {
  const event = ['BEGIN:VEVENT', 'UID:x', 'DTSTART:20260101T000000Z', 'END:VEVENT'];
  const wrap = (lines: string[]): string => `BEGIN:VCALENDAR\r\n${lines.join('\r\n')}\r\nEND:VCALENDAR`;
  test.each<[string, string]>([
    ['every second for ever', calendar(['DTSTART:20260101T000000Z', 'RRULE:FREQ=SECONDLY;COUNT=1000000000'])],
    ['dense lists', calendar(['DTSTART:20260101T000000Z', `RRULE:FREQ=YEARLY;BYSECOND=${Array.from({ length: 60 }, (_, n) => n).join(',')};BYMINUTE=${Array.from({ length: 60 }, (_, n) => n).join(',')};BYHOUR=1,2,3;COUNT=1000000`])],
    ['excluded by its own rule', calendar(['DTSTART:20260101T000000Z', 'RRULE:FREQ=DAILY', 'EXRULE:FREQ=DAILY'])],
    ['zeroth Thursday', calendar(['DTSTART:20260101T000000Z', 'RRULE:FREQ=MONTHLY;BYDAY=0TH'])],
    ['100,000 events', wrap(Array.from({ length: 100_000 }, () => event).flat())],
    ['as many events as fit', wrap(Array.from({ length: 990 }, () => event).flat())],
    ['year 9999', calendar(['DTSTART:99991231T235959Z', 'DURATION:P999999W'])],
    ['zone of seconds', calendar(['DTSTART;TZID=Z:20260101T000000'], ['BEGIN:VTIMEZONE', 'TZID:Z', 'BEGIN:STANDARD', 'DTSTART;TZID=Z:19700101T000000', 'TZOFFSETFROM:+0000', 'TZOFFSETTO:+0100', 'RRULE:FREQ=SECONDLY', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART;TZID=Z:19700101T000000', 'TZOFFSETFROM:+0000', 'TZOFFSETTO:+0200', 'RRULE:FREQ=SECONDLY', 'END:DAYLIGHT', 'END:VTIMEZONE'])],
    ['10 MB line', calendar([`SUMMARY:${'x'.repeat(10_000_000)}`])],
    ['250 kB line', calendar([`SUMMARY:${'\\n'.repeat(120_000)}`])],
    ['folds', calendar([`SUMMARY:${Array.from({ length: 3_000 }, () => 'x').join('\r\n ')}`])],
    ['attendees', calendar(Array.from({ length: 3_900 }, (_, n) => `ATTENDEE;CN=A${n}:mailto:a${n}@example.org`))],
    ['parameters', calendar([`ATTENDEE;${Array.from({ length: 5_000 }, (_, n) => `X-${n}=1`).join(';')}:mailto:a@example.org`])],
    ['quotes', calendar([`ATTENDEE;CN="${'"'.repeat(50_000)}:mailto:a@example.org`])],
    ['components in components', wrap([...Array.from({ length: 1_000 }, () => 'BEGIN:VEVENT'), ...Array.from({ length: 1_000 }, () => 'END:VEVENT')])],
    ['prototype', calendar(['__PROTO__:1', 'SUMMARY;__proto__=1:x', 'CONSTRUCTOR:1'])],
  ])('%s', (_, text) => {
    const before = process.cpuUsage();
    readInvitation(text, '1');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_000); // SEC-DOS-3: a limit, not a measurement
  });
});
