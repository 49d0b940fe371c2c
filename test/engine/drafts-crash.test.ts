/** A letter on a disk that dies or fails at every single step of saving, sending and rewriting: it is there or on its way, never neither, never both. */
import { describe, expect, test } from 'vitest';
import { Drafts } from '../../main/drafts/drafts.ts';
import { openJournalFile, type JournalFile } from '../../main/journal/journal-file.ts';
import { LetterBook, letterRecordSchema, type LetterRecord } from '../../main/outbox/letter-book.ts';
import { Outbox } from '../../main/outbox/outbox.ts';
import type { Send } from '../../main/outbox/send-record.ts';
import { accountId, draftId, operationId, type OperationId } from '../../shared/ids.ts';
import type { DraftLetter } from '../../shared/model/draft.ts';
import { Crash, ModelDisk } from '../support/model-disk.ts';

const PATH = '/profile/outbox.journal';
const D = draftId('d');
const OTHER = draftId('other');
/** Long enough that the journal is rewritten on the way. */
const FILLER = 'x'.repeat(150_000);

const letterOf = (text: string): DraftLetter => ({ accountId: accountId('a'), to: 'bob@example.org', cc: '', bcc: '', subject: '', text, inReplyTo: '', references: [], source: null, replaces: null });
const sendOf = (id: string, draft = D): Send => ({ id: operationId(id), accountId: accountId('a'), createdAt: 1, title: 'Send', raw: 'eA==', rawForSent: '', messageId: `<${id}@example.org>`, envelope: { from: 'a@example.org', to: ['b@example.org'] }, source: null, draft });

interface Desk { file: JournalFile<LetterRecord>; drafts: Drafts; outbox: Outbox }

async function open(disk: ModelDisk): Promise<Desk> {
  const file = await openJournalFile(PATH, (value) => letterRecordSchema.parse(value), disk);
  const clock = { now: () => 1, after: () => () => {} };
  const book = new LetterBook(file, clock, () => {});
  return { file, drafts: new Drafts(book, clock), outbox: new Outbox({ book, clock, chance: () => 0, log: () => {}, submit: () => new Promise(() => {}), fileCopy: () => Promise.resolve(), onAccepted: () => Promise.resolve() }) };
}

/** What the window has been told. */
interface Told { saved: number; sent: OperationId[]; other: boolean; refused: number }

const save = (desk: Desk, version: number) => desk.drafts.save({ id: D, writer: 'w', base: 0, open: true, letter: letterOf(`${version} ${FILLER}`) });
const sendIt = (desk: Desk, id: string) => desk.drafts.send({ id: D, writer: 'w', base: 0 }, () => desk.outbox.queue(sendOf(id)));

/** Somebody writes, another letter lies beside it, it is sent with a save behind it. A refusal is taken and the work goes on. */
async function work(disk: ModelDisk, told: Told): Promise<void> {
  const desk = await open(disk);
  const refused = (error: unknown): void => {
    if (error instanceof Crash) throw error;
    told.refused++;
  };
  await desk.drafts.save({ id: OTHER, writer: 'w', base: 0, open: false, letter: letterOf('other') }).then(() => { told.other = true; }, refused);
  for (let version = 1; version <= 6; version++) await save(desk, version).then(() => { told.saved = version; }, refused);
  const late = save(desk, 7).then((answer) => { if (answer.state === 'saved') told.saved = 7; }, refused);
  const sending = sendIt(desk, 's1').then((id) => void told.sent.push(id), refused);
  const later = save(desk, 8).then((answer) => { if (answer.state === 'saved') told.saved = 8; }, refused);
  await Promise.all([late, sending, later]);
  await desk.file.close();
}

const versionIn = (desk: Desk): number => Number(/^\d+/u.exec(desk.drafts.all().find(({ id }) => id === D)?.letter.text ?? '')?.[0] ?? 0);

async function check(disk: ModelDisk, told: Told, label: string): Promise<void> {
  const desk = await open(disk);
  expect(desk.file.setAside, label).toBeNull();
  const sends = desk.outbox.entries().length;
  const version = versionIn(desk);
  if (told.sent.length) expect([sends, version], label).toEqual([1, 0]);
  else if (sends === 0) expect(version, label).toBeGreaterThanOrEqual(told.saved);
  expect(sends + (version > 0 ? 1 : 0), label).toBeLessThanOrEqual(1);
  if (told.other) expect(desk.drafts.all().map(({ id }) => id), label).toContain(OTHER);
  // The window was not told: it saves again and sends again.
  if (told.saved > 0) {
    await save(desk, 9);
    await sendIt(desk, 's2');
    expect([desk.outbox.entries().length, versionIn(desk)], label).toEqual([1, 0]);
  }
  await desk.file.close();
  const again = await open(disk.restart('power'));
  if (told.saved > 0) expect([again.outbox.entries().length, versionIn(again)], label).toEqual([1, 0]);
}

const nothing = (): Told => ({ saved: 0, sent: [], other: false, refused: 0 });
async function stepsOfWork(): Promise<number> {
  const disk = new ModelDisk();
  await work(disk, nothing());
  expect(disk.steps.filter((step) => step.startsWith('rename')).length).toBeGreaterThan(0);
  return disk.steps.length;
}

describe('a crash at every step', async () => {
  const total = await stepsOfWork();
  for (const kind of ['kill', 'power'] as const) {
    for (const share of [0, 0.4, 1]) {
      test(`${kind}, ${share * 100} % of an unfinished write on the disk`, async () => {
        expect(total).toBeGreaterThan(25);
        for (let at = 0; at < total; at++) {
          const disk = new ModelDisk();
          const told = nothing();
          disk.partly = share;
          disk.onStep = (_, index) => { if (index === at) disk.die(); };
          await work(disk, told).catch(() => undefined);
          await check(disk.restart(kind, share), told, `step ${at} ${disk.steps[at] ?? ''}`);
        }
      });
    }
  }
});

describe('a disk that is full, or breaks', async () => {
  const total = await stepsOfWork();
  const error = (code: string, step: string): Error => Object.assign(new Error(`${code}: ${step}`), { code });
  for (const code of ['ENOSPC', 'EIO']) {
    test(`${code} once, at every step`, async () => {
      for (let at = 0; at < total; at++) {
        const disk = new ModelDisk();
        const told = nothing();
        disk.partly = 0.5;
        disk.onStep = (step, index) => { if (index === at) throw error(code, step); };
        await work(disk, told).catch(() => undefined);
        disk.onStep = () => undefined;
        await check(disk.restart('kill'), told, `step ${at} ${disk.steps[at] ?? ''}`);
      }
    });

    test(`${code} from every step on: what was told as saved is there`, async () => {
      for (let at = 0; at < total; at++) {
        const disk = new ModelDisk();
        const told = nothing();
        disk.onStep = (step, index) => { if (index >= at && !step.startsWith('open') && !step.startsWith('close')) throw error(code, step); };
        await work(disk, told).catch(() => undefined);
        await check(disk.restart('power'), told, `from step ${at} ${disk.steps[at] ?? ''}`);
      }
    });
  }

  test('the reason is told in words', async () => {
    const disk = new ModelDisk();
    const desk = await open(disk);
    disk.onStep = (step) => { throw error('ENOSPC', step); };
    await expect(save(desk, 1)).rejects.toMatchObject({ failure: { code: 'storage', message: expect.stringContaining('the disk is full') as string } });
    disk.onStep = () => undefined;
    await expect(save(desk, 1)).resolves.toMatchObject({ state: 'saved' });
  });
});
