/** What may be logged of commands and responses. */
import { describe, expect, test } from 'vitest';
import { loggableCommand, loggableResponse } from './loggable.ts';
import { transcript } from './transcript.ts';

const response = (text: string, content = false): string => {
  const bytes = Buffer.from(`before${text}behind`, 'latin1');
  return loggableResponse(bytes, 6, bytes.length - 6, content);
};

describe('responses', () => {
  test.each([
    ['* 5 FETCH (UID 7 ENVELOPE ("date" "my subject"))', /^\* 5 FETCH \(\d+ octets\)$/u],
    ['* LIST () "/" {6}\r\nsecret', /^\* LIST \(\) "\/" \{6\}$/u],
    ['* LIST () "/" {6}\r\nsecret ("X" {3}\r\nabc)', /^\* LIST \(\) "\/" \{6\} \("X" \{3\}\)$/u],
    ['* METADATA "INBOX" (/private/comment "what I think")', /^\* METADATA "…" \(\/private\/comment "…"\)$/u],
    ['* URLFETCH "imap://a/b;uid=1;urlauth=anonymous:internal:0123abcd" "text of it"', /^\* URLFETCH "…" "…"$/u],
    ['* GENURLAUTH "imap://joe@example.com/INBOX/;uid=20;urlauth=anonymous:internal:91354a473744909de610943775f92038"', /urlauth=anonymous:internal:…"$/u],
    ['* OK [ALERT] mailbox nearly full {5}', /^\* OK \[ALERT\] mailbox nearly full \{5\}$/u],
  ])('%j', (text, shown) => {
    expect(response(text)).toMatch(shown);
    expect(response(text)).not.toMatch(/subject|secret|think|text of it|0123abcd|91354/u);
  });
  test('with content, still without tokens', () => {
    expect(response('* 5 FETCH (UID 7 ENVELOPE ("my subject"))', true)).toContain('my subject');
    expect(response('* GENURLAUTH "imap://a/;urlauth=user+joe:internal:91354a47"', true)).not.toContain('91354a47');
  });
  test('a very long one costs little', () => {
    expect(response(`* SEARCH ${'1 '.repeat(100_000)}`).length).toBeLessThan(1000);
  });
});

describe('commands', () => {
  test.each([
    [['UID SEARCH TEXT "divorce lawyer" FROM "bob"'], 'g1 UID SEARCH TEXT "…" FROM "…"'],
    [['UID SEARCH TEXT ', Buffer.from('ärztin'), ' SEEN'], 'g1 UID SEARCH TEXT {7} SEEN'],
    [['SETMETADATA "INBOX" (/private/comment "x\\"y")'], 'g1 SETMETADATA "…" (/private/comment "…")'],
    [['SELECT "Archive"'], 'g1 SELECT "Archive"'],
    [['APPEND "Sent" ', Buffer.from('From: me'), ''], 'g1 APPEND "Sent" {8}'],
    [['APPEND "Sent" CATENATE (URL "/INBOX/;UID=3;URLAUTH=anonymous:INTERNAL:abcdef01")'], 'g1 APPEND "Sent" CATENATE (URL "/INBOX/;UID=3;URLAUTH=anonymous:INTERNAL:…")'],
  ])('%j', (parts, shown) => expect(loggableCommand('g1', parts, null)).toBe(shown));
  test('secret ones by name only, content or not', () => {
    expect(loggableCommand('g1', ['LOGIN "a" "b"'], 'LOGIN', true)).toBe('g1 LOGIN …');
    expect(loggableCommand('g1', ['APPEND "x" ', Buffer.from('From: me'), ''], null, true)).toBe('g1 APPEND "x" {8}\r\nFrom: me');
  });
});

describe('the log', () => {
  test('is bounded, in entries and in their length; a sink hears all', () => {
    const heard: string[] = [];
    const log = transcript({ most: 3, clock: () => 5, sink: { entry: (entry) => heard.push(entry.text) } });
    for (let at = 0; at < 10; at++) log.sent(`line ${at}`);
    log.received('x'.repeat(5000));
    expect(log.lines()).toEqual(['C: line 8', 'C: line 9', `S: ${'x'.repeat(400)}…`]);
    expect(log.entries()[0]).toEqual({ at: 5, kind: 'sent', text: 'line 8' });
    expect(heard).toHaveLength(11);
  });
  test('what is concealed does not appear in any form', () => {
    const log = transcript();
    const secret = 'pa"ss\\wörd';
    log.conceal!([secret]);
    const octets = Buffer.from(secret);
    for (const said of [secret, `NO wrong: ${secret}`, `"${secret.replace(/[\\"]/gu, '\\$&')}"`, octets.toString('latin1'), octets.toString('hex'), ...['', 'a', 'ab', 'abc'].map((before) => Buffer.from(`${before}${secret}xyz`).toString('base64'))]) {
      log.received(said);
    }
    const all = log.lines().join('\n');
    expect(all).not.toContain('ss');
    for (const line of log.lines().slice(-4)) expect(Buffer.from(line.slice(3), 'base64').toString()).not.toMatch(/wörd|pa"s/u);
  });
  test('a very short secret does not tear the log to pieces', () => {
    const log = transcript();
    log.conceal!(['a', '']);
    log.received('* OK always');
    expect(log.lines()).toEqual(['S: * OK always']);
  });
});
