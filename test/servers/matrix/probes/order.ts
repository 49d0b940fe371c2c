/** Order and threads: SORT and THREAD (RFC 5256), SORT=DISPLAY (RFC 5957), ESORT (RFC 5267). */
import { expect } from 'vitest';
import { uidSort, type SortKey } from '../../../../main/imap/commands/sort.ts';
import { sortUids, threadUids } from '../../../../main/imap/find.ts';
import type { Probe } from '../probe.ts';
import { letter } from './letters.ts';

const letters = [
  letter({ subject: 'b', from: 'Zoe <ann@example.net>', date: 'Thu, 19 Nov 2026 08:00:00 +0000', body: 'xx' }),
  letter({ subject: 'Re: a', from: 'Ann <zoe@example.net>', to: 'zed@example.org', date: 'Tue, 17 Nov 2026 08:00:00 +0000', references: '<c@example.net>', body: 'x'.repeat(500) }),
  letter({ subject: 'c', from: 'Mia <mia@example.net>', date: 'Wed, 18 Nov 2026 08:00:00 +0000', body: 'x'.repeat(50) }),
];

const sort: Probe = {
  extension: 'SORT', rfc: 5256, needs: ['SORT'],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    for (const [index, text] of letters.entries()) await session.append(wireName, Buffer.from(text.replaceAll('\n', '\r\n')), { flags: [], date: new Date(Date.UTC(2026, 9, 20 - index, 12)) });
    await session.select(wireName);
    const sorted = (...by: SortKey[]): Promise<number[]> => sortUids(session, by, { all: true });
    expect(await sorted({ by: 'subject' })).toEqual([2, 1, 3]);
    expect(await sorted({ by: 'date' })).toEqual([2, 3, 1]);
    expect(await sorted({ by: 'date', reverse: true })).toEqual([1, 3, 2]);
    expect(await sorted({ by: 'from' })).toEqual([1, 3, 2]);
    expect(await sorted({ by: 'size' })).toEqual([1, 3, 2]);
    expect(await sorted({ by: 'to' }, { by: 'date' })).toEqual([3, 1, 2]);
    expect(await sorted({ by: 'to' }, { by: 'date', reverse: true })).toEqual([1, 3, 2]);
    expect(await sortUids(session, [{ by: 'cc' }, { by: 'arrival' }], { not: { subject: 'Re' } })).toEqual([3, 1]);
    expect(await sortUids(session, [{ by: 'arrival', reverse: true }], { subject: 'none such' })).toEqual([]);
  },
};

const display: Probe = {
  extension: 'SORT=DISPLAY', rfc: 5957, needs: ['SORT=DISPLAY'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    await session.select(wireName);
    expect(await sortUids(session, [{ by: 'displayFrom' }], { all: true })).toEqual([2, 3, 1]);
    expect(await sortUids(session, [{ by: 'displayTo' }, { by: 'arrival' }], { all: true })).toEqual([1, 3, 2]);
  },
};

const esort: Probe = {
  extension: 'ESORT', rfc: 5267, needs: ['ESORT'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    await session.select(wireName);
    const asked = uidSort([{ by: 'date', reverse: true }], { all: true }, { returns: { all: true, count: true } });
    expect(await session.run(asked)).toMatchObject({ uids: [1, 3, 2], count: 3 });
    expect(await session.run(uidSort([{ by: 'size' }], { subject: 'none such' }, { returns: { all: true, count: true } }))).toMatchObject({ uids: [], count: 0 });
  },
};

const threads = (algorithm: 'REFERENCES' | 'REFS' | 'ORDEREDSUBJECT', rfc: number): Probe => ({
  extension: `THREAD=${algorithm}`, rfc, needs: [`THREAD=${algorithm}`],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    const reply = (subject: string, references: string | undefined, day: number): string => letter({ subject, date: `Thu, ${day} Nov 2026 08:00:00 +0000`, ...(references === undefined ? {} : { references }) });
    await fill(wireName, reply('tea', undefined, 5), reply('coffee', undefined, 6), reply('Re: tea', '<tea@example.net>', 7), reply('Re: Re: tea', '<tea@example.net> <Re-tea@example.net>', 8));
    await session.select(wireName);
    const nodes = await threadUids(session, algorithm, { all: true });
    expect(nodes.map(({ uid }) => uid).filter((uid) => uid > 0).sort()).toEqual([1, 2, 3, 4]);
    const top = (at: number): number => (nodes[at]!.parent < 0 ? at : top(nodes[at]!.parent));
    const rootOf = (uid: number): number => top(nodes.findIndex((node) => node.uid === uid));
    expect([rootOf(3), rootOf(4)]).toEqual([rootOf(1), rootOf(1)]);
    expect(rootOf(2)).not.toBe(rootOf(1));
    expect(await threadUids(session, algorithm, { subject: 'none such' })).toEqual([]);
  },
});

export const probes: readonly Probe[] = [sort, display, esort, threads('REFERENCES', 5256), threads('REFS', 5256), threads('ORDEREDSUBJECT', 5256)];
