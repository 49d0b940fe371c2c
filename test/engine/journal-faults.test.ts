/** The journal on a disk that dies or fails at every single step: what was acknowledged is there, never half a record. */
import { describe, expect, test } from 'vitest';
import { openJournalFile, type JournalFile } from '../../main/journal/journal-file.ts';
import { encodeRecord } from '../../main/journal/record.ts';
import { FailureError } from '../../shared/failure.ts';
import { ModelDisk } from '../support/model-disk.ts';

interface Row { id: number }
const PATH = '/profile/operations.journal';

function parseRow(value: unknown): Row {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number') return { id: value.id };
  throw new Error('not a row');
}

const open = (disk: ModelDisk): Promise<JournalFile<Row>> => openJournalFile(PATH, parseRow, disk);
const ids = (file: JournalFile<Row>): number[] => file.records.map((row) => row.id);

/** Appends, shared appends, a compaction in between, more appends; answers what was acknowledged. A fault ends nothing by itself. */
async function work(disk: ModelDisk, acknowledged: Set<number>, refused: Set<number>): Promise<void> {
  const file = await open(disk);
  const append = (id: number): Promise<void> => file.append({ id }).then(() => void acknowledged.add(id), () => void refused.add(id));
  await append(1);
  await Promise.all([append(2), append(3), append(4)]);
  const before = append(5);
  const compacted = file.compact([...acknowledged].map((id) => ({ id }))).catch(() => undefined);
  await Promise.all([before, compacted, append(6)]);
  await append(7);
  await file.close();
}

async function stepsOfWork(): Promise<number> {
  const disk = new ModelDisk();
  await work(disk, new Set(), new Set());
  return disk.steps.length;
}

describe('a crash at every step', async () => {
  const total = await stepsOfWork();
  test('the sequence is long enough to mean something', () => {
    expect(total).toBeGreaterThanOrEqual(20);
  });
  for (const kind of ['kill', 'power'] as const) {
    for (const share of [0, 0.4, 1]) {
      test(`${kind}, ${share * 100} % of an unfinished write on the disk`, async () => {
        for (let at = 0; at < total; at += 1) {
          const disk = new ModelDisk();
          const acknowledged = new Set<number>();
          disk.partly = share;
          disk.onStep = (_, index) => {
            if (index === at) disk.die();
          };
          await work(disk, acknowledged, new Set()).catch(() => undefined);
          const again = await open(disk.restart(kind, share));
          const label = `step ${at} ${disk.steps[at] ?? ''}`;
          expect(ids(again), label).toEqual(expect.arrayContaining([...acknowledged]));
          expect(again.setAside, label).toBeNull();
          await again.append({ id: 99 });
          await again.close();
        }
      });
    }
  }
});

describe('a step that fails once (disk full, I/O error)', async () => {
  const total = await stepsOfWork();
  for (const code of ['ENOSPC', 'EIO']) {
    test(code, async () => {
      for (let at = 0; at < total; at += 1) {
        const disk = new ModelDisk();
        const acknowledged = new Set<number>();
        const refused = new Set<number>();
        disk.partly = 0.5;
        disk.onStep = (step, index) => {
          if (index === at) throw Object.assign(new Error(`${code}: ${step}`), { code });
        };
        const ended = await work(disk, acknowledged, refused).then(() => null, (error: unknown) => error);
        if (ended !== null) expect(ended).toSatisfy((error) => error instanceof FailureError || at >= total - 2);
        disk.onStep = () => undefined;
        for (const kind of ['kill', 'power'] as const) {
          const again = await open(disk.restart(kind));
          const found = ids(again);
          const label = `${kind} after step ${at} ${disk.steps[at] ?? ''}`;
          expect(found, label).toEqual(expect.arrayContaining([...acknowledged]));
          expect(found.filter((id) => refused.has(id)), label).toEqual([]);
          expect(again.setAside, label).toBeNull();
        }
      }
    });
  }
});

test('a full disk refuses in words, and appends work again when there is space', async () => {
  const disk = new ModelDisk();
  const file = await open(disk);
  await file.append({ id: 1 });
  disk.partly = 0.7;
  disk.onStep = (step) => {
    if (step.startsWith('write') || step.startsWith('truncate')) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  const refusal = await file.append({ id: 2 }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(FailureError);
  expect((refusal as FailureError).failure).toMatchObject({ code: 'storage', message: `Godwit could not write ${PATH}: the disk is full.`, detail: 'no space left' });
  disk.onStep = () => undefined;
  await file.append({ id: 3 });
  expect(ids(await open(disk.restart('power')))).toEqual([1, 3]);
});

test('appends that come while the disk is busy share one sync', async () => {
  const disk = new ModelDisk();
  const file = await open(disk);
  const before = disk.steps.filter((step) => step.startsWith('sync ')).length;
  await Promise.all(Array.from({ length: 1000 }, (_, id) => file.append({ id })));
  expect(disk.steps.filter((step) => step.startsWith('sync ')).length - before).toBeLessThanOrEqual(2);
  expect(ids(await open(disk.restart('power')))).toHaveLength(1000);
});

test('a torn record that is longer than the next one leaves nothing of itself behind that', async () => {
  const disk = new ModelDisk();
  const whole = encodeRecord({ id: 1 });
  disk.put(PATH, Buffer.concat([whole, encodeRecord({ id: 2, text: 'x'.repeat(500) }).subarray(0, 400)]));
  const file = await open(disk);
  expect(file.size).toBe(whole.length);
  await file.append({ id: 3 });
  const again = await open(disk.restart('power'));
  expect([ids(again), again.setAside]).toEqual([[1, 3], null]);
});

test('a damaged file is copied aside before it is rewritten, and the rest is read', async () => {
  const bytes = Buffer.concat([1, 2, 3].map((id) => encodeRecord({ id })));
  bytes[30] = 0x3f;
  for (let at = -1; at < 14; at += 1) {
    const disk = new ModelDisk();
    disk.put(PATH, Buffer.from(bytes));
    disk.onStep = (_, index) => {
      if (index === at) disk.die();
    };
    await open(disk).catch(() => undefined);
    const restarted = disk.restart('power');
    const file = await open(restarted);
    expect(ids(file)).toHaveLength(2);
    expect(restarted.contents(`${PATH}.damaged-1`), `crash at ${at}`).toEqual(bytes);
    expect(restarted.paths.filter((path) => path.includes('damaged')), `crash at ${at}`).toHaveLength(1);
    if (at === -1) expect((await open(disk.restart('power'))).setAside).toBeNull();
  }
});

test('a record of an unknown kind is set aside, not dropped', async () => {
  const disk = new ModelDisk();
  const bytes = Buffer.concat([encodeRecord({ id: 1 }), encodeRecord({ version: 9 }), encodeRecord({ id: 2 })]);
  disk.put(PATH, bytes);
  const file = await open(disk);
  expect(ids(file)).toEqual([1, 2]);
  expect(file.setAside).toBe(`${PATH}.damaged-1`);
  expect(disk.contents(`${PATH}.damaged-1`)).toEqual(bytes);
});

test('a closed file refuses', async () => {
  const file = await open(new ModelDisk());
  await file.close();
  await expect(file.append({ id: 1 })).rejects.toThrow(/closed/u);
  await expect(file.compact([])).rejects.toThrow(/closed/u);
});
