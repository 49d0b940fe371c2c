/** QUOTA, ACL and METADATA, as real servers answer them. */
import { describe, expect, test } from 'vitest';
import { deleteAcl } from '../../../main/imap/commands/delete-acl.ts';
import { getAcl } from '../../../main/imap/commands/get-acl.ts';
import { getMetadata } from '../../../main/imap/commands/get-metadata.ts';
import { getQuota } from '../../../main/imap/commands/get-quota.ts';
import { getQuotaRoot } from '../../../main/imap/commands/get-quota-root.ts';
import { listRights } from '../../../main/imap/commands/list-rights.ts';
import { myRights } from '../../../main/imap/commands/my-rights.ts';
import { setAcl } from '../../../main/imap/commands/set-acl.ts';
import { setMetadata } from '../../../main/imap/commands/set-metadata.ts';
import { setQuota } from '../../../main/imap/commands/set-quota.ts';
import type { Command } from '../../../main/imap/command.ts';
import { mayDo, newRights } from '../../../main/imap/rights.ts';
import { capabilities } from '../../../main/imap/capabilities.ts';
import { CAPABILITIES, failureOf, loggedIn } from './setup.ts';

const ALL = { capabilities: `${CAPABILITIES} QUOTA QUOTASET ACL METADATA` };

/** One command, what it sends, and what comes before its OK. */
async function answered<T>(command: Command<T>, sent: string | RegExp, answer: string, tagged = 'OK done'): Promise<T> {
  const { session } = await loggedIn(async (line) => {
    const tag = await line.command(sent);
    line.send(`${answer}${tag} ${tagged}\r\n`);
  }, {}, ALL);
  return session.run(command);
}

describe('QUOTA', () => {
  test.each([
    ['Dovecot', '* QUOTAROOT Probe "User quota"\r\n* QUOTA "User quota" (STORAGE 5 102400)\r\n', [{ root: 'User quota', resources: [{ name: 'STORAGE', usage: 5, limit: 102400 }] }]],
    ['Courier, without a list', '* QUOTAROOT "Probe" "ROOT"\r\n* QUOTA "ROOT"\r\n', [{ root: 'ROOT', resources: [] }]],
    ['several roots, in the order of QUOTAROOT', '* QUOTA "" (message 1 2 MAILBOX 3 9007199254740991)\r\n* QUOTAROOT Probe b ""\r\n* QUOTA b ()\r\n', [{ root: 'b', resources: [] }, { root: '', resources: [{ name: 'MESSAGE', usage: 1, limit: 2 }, { name: 'MAILBOX', usage: 3, limit: 9007199254740991 }] }]],
    ['nothing limits it', '* QUOTAROOT Probe\r\n', []],
  ])('GETQUOTAROOT: %s', async (_what, answer, expected) => {
    expect(await answered(getQuotaRoot('Probe'), 'GETQUOTAROOT "Probe"', answer)).toEqual(expected);
  });
  test.each([
    ['no answer', ''],
    ['another mailbox', '* QUOTAROOT Other r\r\n* QUOTA r (STORAGE 1 2)\r\n'],
    ['a root that is not told', '* QUOTAROOT Probe r\r\n'],
    ['unreadable', '* QUOTAROOT Probe r\r\n* QUOTA r (STORAGE 1\r\n'],
    ['half a resource', '* QUOTAROOT Probe r\r\n* QUOTA r (STORAGE 1)\r\n'],
    ['a number that is none', '* QUOTAROOT Probe r\r\n* QUOTA r (STORAGE -1 5)\r\n'],
  ])('GETQUOTAROOT: %s is no quota', async (_what, answer) => {
    expect((await failureOf(answered(getQuotaRoot('Probe'), /^GETQUOTAROOT/u, answer))).code).toBe('protocol');
  });
  test('GETQUOTA and SETQUOTA', async () => {
    expect(await answered(getQuota(''), 'GETQUOTA ""', '* QUOTA other (STORAGE 9 9)\r\n* QUOTA "" (STORAGE 10 512)\r\n')).toEqual({ root: '', resources: [{ name: 'STORAGE', usage: 10, limit: 512 }] });
    expect(await answered(setQuota('a "b"', [{ name: 'STORAGE', limit: 5 }, { name: 'MESSAGE', limit: 6 }]), 'SETQUOTA "a \\"b\\"" (STORAGE 5 MESSAGE 6)', '* QUOTA "a \\"b\\"" (STORAGE 0 5 MESSAGE 0 6)\r\n')).toMatchObject({ root: 'a "b"' });
    expect(await failureOf(answered(setQuota('r', [{ name: 'X Y', limit: 5 }]), /^never/u, ''))).toMatchObject({ code: 'invalid-input' });
    expect(await failureOf(answered(getQuota('r'), /^GETQUOTA/u, '', 'NO [NOPERM] no'))).toMatchObject({ code: 'server-no', responseCode: 'NOPERM' });
  });
});

describe('ACL', () => {
  test('GETACL: atoms (Cyrus), quoted (Courier), UTF-8 names, negative rights', async () => {
    expect(await answered(getAcl('INBOX.Probe'), 'GETACL "INBOX.Probe"', '* ACL "INBOX.Probe" "owner" "acdilrsw" "administrators" "acdilrsw"\r\n')).toEqual([{ identifier: 'owner', rights: 'acdilrsw' }, { identifier: 'administrators', rights: 'acdilrsw' }]);
    expect(await answered(getAcl('P'), 'GETACL "P"', '* ACL P anyone lr -{7}\r\nJ\xc3\xb6rg x \r\n'.replace('-{7}\r\nJ\xc3\xb6rg x ', '{6}\r\n-J\xc3\xb6rg ""'))).toEqual([{ identifier: 'anyone', rights: 'lr' }, { identifier: '-Jörg', rights: '' }]);
    expect(await answered(getAcl('P'), 'GETACL "P"', '* ACL P\r\n')).toEqual([]);
  });
  test.each(['', '* ACL Other a lr\r\n', '* ACL P a\r\n', '* ACL P a (\r\n', '* ACL P a NIL\r\n'])('GETACL: %j is no list', async (answer) => {
    expect((await failureOf(answered(getAcl('P'), /^GETACL/u, answer))).code).toBe('protocol');
  });
  test('SETACL, DELETEACL, MYRIGHTS, LISTRIGHTS', async () => {
    await answered(setAcl('P', 'bob', 'add', 'lr'), 'SETACL "P" "bob" "+lr"', '');
    await answered(setAcl('P', '-bob', 'remove', 'x'), 'SETACL "P" "-bob" "-x"', '');
    await answered(setAcl('P', 'bob', 'replace', ''), 'SETACL "P" "bob" ""', '');
    await answered(deleteAcl('P', 'bob'), 'DELETEACL "P" "bob"', '');
    expect((await failureOf(answered(setAcl('P', 'bob', 'add', 'l r'), /^never/u, ''))).code).toBe('invalid-input');
    expect(await answered(myRights('P'), 'MYRIGHTS "P"', '* MYRIGHTS "P" "lrswipkxtecda"\r\n')).toBe('lrswipkxtecda');
    expect((await failureOf(answered(myRights('P'), /^MYRIGHTS/u, '* MYRIGHTS Q lr\r\n'))).code).toBe('protocol');
    expect(await answered(listRights('P', 'bob'), 'LISTRIGHTS "P" "bob"', '* LISTRIGHTS P bob la r "swi" 0\r\n')).toEqual({ always: 'la', optional: ['r', 'swi', '0'] });
    expect((await failureOf(answered(listRights('P', 'bob'), /^LISTRIGHTS/u, '* LISTRIGHTS P bob\r\n'))).code).toBe('protocol');
  });
  test('many MYRIGHTS leave together', async () => {
    const { session } = await loggedIn(async (line) => {
      const tags: string[] = [];
      for (const name of ['a', 'b', 'c']) tags.push(await line.command(`MYRIGHTS "${name}"`));
      line.send(`* MYRIGHTS c r\r\n* MYRIGHTS a l\r\n${tags[0]} OK\r\n${tags[1]} NO no\r\n${tags[2]} OK\r\n`);
    }, {}, ALL);
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => session.run(myRights(name))));
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'refused'))).toEqual(['l', 'refused', 'r']);
  });
  test('old rights stand for new ones only where the server has no new ones', () => {
    const [old, now] = [capabilities(['ACL']), capabilities(['ACL', 'RIGHTS=texk'])];
    expect(newRights(now)).toBe('texk');
    expect([mayDo('lrc', 'k', old), mayDo('lrc', 'k', now), mayDo('lrk', 'k', now), mayDo('lrd', 'e', old), mayDo('lr', 't', old)]).toEqual([true, false, true, true, false]);
  });
});

describe('METADATA', () => {
  test.each([
    ['Cyrus', '* METADATA Probe ("/private/comment" "hi there" "/shared/comment" NIL)\r\n'],
    ['Dovecot', '* METADATA Probe (/private/comment {8}\r\nhi there /shared/comment NIL)\r\n'],
    ['one at a time, with news between', '* METADATA Probe (/private/comment ~{8}\r\nhi there)\r\n* METADATA Probe /shared/comment\r\n* METADATA Other (/x y)\r\n* METADATA Probe (/shared/comment NIL)\r\n'],
  ])('GETMETADATA: %s', async (_server, answer) => {
    expect(await answered(getMetadata('Probe', ['/private/comment', '/shared/comment']), 'GETMETADATA "Probe" (/private/comment /shared/comment)', answer))
      .toEqual({ entries: [{ name: '/private/comment', value: Buffer.from('hi there') }, { name: '/shared/comment', value: null }], longest: null });
  });
  test('options, the server itself, values left out for their size, the text NIL', async () => {
    expect(await answered(getMetadata('', ['/shared'], { depth: 'infinity', maxSize: 1024 }), 'GETMETADATA (MAXSIZE 1024 DEPTH infinity) "" (/shared)', '* METADATA "" (/shared/admin "NIL")\r\n', 'OK [METADATA LONGENTRIES 2199] some'))
      .toEqual({ entries: [{ name: '/shared/admin', value: Buffer.from('NIL') }], longest: 2199 });
    expect(await answered(getMetadata('a', ['/shared/x'], { depth: 1 }), 'GETMETADATA (DEPTH 1) "a" (/shared/x)', '')).toEqual({ entries: [], longest: null });
    expect((await failureOf(answered(getMetadata('a', ['/shared/x']), /^GETMETADATA/u, '* METADATA a (/shared/x "\r\n'))).code).toBe('protocol');
  });
  test('SETMETADATA: text, octets with NUL, removal; each refusal by its word', async () => {
    const { session } = await loggedIn(async (line) => {
      await line.expect(/ SETMETADATA "P" \(\/shared\/a \{4\}$/u);
      line.send('+ go\r\n');
      expect(await line.literal(4)).toEqual(Buffer.from('a\r\nb'));
      await line.expect(' /private/b ~{2+}');
      expect(await line.literal(2)).toEqual(Buffer.from([0, 255]));
      await line.expect(' /private/c NIL)');
      line.send('g3 OK\r\n');
      for (const word of ['MAXSIZE 5', 'TOOMANY', 'NOPRIVATE']) line.send(`${await line.command('SETMETADATA "" (/shared/a NIL)')} NO [METADATA ${word}] no\r\n`);
    }, {}, ALL);
    await session.run(setMetadata('P', [{ name: '/shared/a', value: Buffer.from('a\r\nb') }, { name: '/private/b', value: Buffer.from([0, 255]) }, { name: '/private/c', value: null }]));
    const outcomes = [];
    for (let turn = 0; turn < 3; turn++) outcomes.push(await failureOf(session.run(setMetadata('', [{ name: '/shared/a', value: null }]))));
    expect(outcomes.map(({ code, responseCode }) => [code, responseCode])).toEqual([['over-quota', 'METADATA MAXSIZE'], ['over-quota', 'METADATA TOOMANY'], ['server-no', 'METADATA NOPRIVATE']]);
  });
  test('names that are none are refused before anything is sent', async () => {
    const { session, server } = await loggedIn(async () => undefined, {}, ALL);
    const before = server.heard.length;
    for (const name of ['', 'a', '/', '/a//b', '/a/', '/a b', '/a*', '/%', '/a"', '/a)', '/a\r\nx', '/ü', '/a{3}']) {
      expect((await failureOf(session.run(getMetadata('P', [name])))).code, name).toBe('invalid-input');
      expect((await failureOf(session.run(setMetadata('P', [{ name, value: null }])))).code, name).toBe('invalid-input');
    }
    expect(server.heard.length).toBe(before);
  });
  test('a server that only has METADATA-SERVER is not asked about a mailbox', async () => {
    const { session } = await loggedIn(async () => undefined, {}, { capabilities: `${CAPABILITIES} METADATA-SERVER` });
    expect((await failureOf(session.run(getMetadata('P', ['/shared/x'])))).code).toBe('unsupported');
  });
});
