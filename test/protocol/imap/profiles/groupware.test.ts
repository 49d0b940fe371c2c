import { describe, expect, test } from 'vitest';
import { domino, groupwise, hmail, james, zimbra } from './groupware.ts';
import { live, meet } from './life.ts';

describe('a day on', () => {
  test('James: a section that was left out is not an empty one', async () => {
    const { server, session } = await meet(james);
    await live(session, server);
    expect(session.serverKind).toBe('james');
    const texts = new Map<number, unknown>();
    await session.uidFetch([[1, 2]], { flags: true, sections: [{ section: '1' }] }, {}, (row) => void texts.set(row.uid, row.sections?.get('1')?.toString()));
    expect(texts.get(1)).toBe('Text of 1.\r\n');
    expect(texts.get(2)).toBeUndefined();
  });
  test.each([['hmail', hmail], ['groupwise', groupwise], ['domino', domino], ['zimbra', zimbra]] as const)('%s', async (kind, profile) => {
    const { server, session } = await meet(profile);
    const { appended } = await live(session, server);
    expect(session.serverKind).toBe(kind);
    expect(appended === null).toBe(!profile.after.includes('UIDPLUS'));
  });
});
