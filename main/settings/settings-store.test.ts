/** Settings on a disk. */
import { describe, expect, test } from 'vitest';
import { ModelDisk } from '../../test/support/model-disk.ts';
import { openJournalFile } from '../journal/journal-file.ts';
import { encodeRecord } from '../journal/record.ts';
import { SettingsStore, settingsRecordSchema } from './settings-store.ts';

const PATH = '/profile/settings.journal';
async function open(disk: ModelDisk) {
  const file = await openJournalFile(PATH, (value) => settingsRecordSchema.parse(value), disk);
  return { file, store: new SettingsStore(file, () => {}) };
}

describe('settings', () => {
  test('a change outlives a power cut; until the first one nothing was chosen', async () => {
    const disk = new ModelDisk();
    const { store } = await open(disk);
    expect([store.isUntouched, store.all.appearance.theme]).toEqual([true, 'system']);
    await Promise.all([store.change({ appearance: { theme: 'dark' } }), store.change({ appearance: { accent: 'plum' } })]);
    const again = (await open(disk.restart('power'))).store;
    expect([again.isUntouched, again.all.appearance]).toEqual([false, { theme: 'dark', accent: 'plum', contrast: 'system', density: 'comfortable', language: 'system' }]);
  });

  test('what a newer version has written outlives a change by this one, and the rewriting of the journal', async () => {
    const disk = new ModelDisk();
    disk.put(PATH, encodeRecord({ t: 'settings', settings: { appearance: { theme: 'sepia', font: 'large' }, rules: ['x'.repeat(40_000)] } }));
    const { store, file } = await open(disk);
    expect(file.setAside).toBeNull();
    for (let n = 0; n < 4; n++) await store.change({ appearance: { density: n % 2 ? 'compact' : 'comfortable' } });
    expect(file.size).toBeLessThan(64 * 1024 + 41_000);
    const again = (await open(disk.restart('power'))).file.records.at(-1)!.settings;
    expect(again).toMatchObject({ appearance: { theme: 'sepia', font: 'large', density: 'compact' } });
    expect(again['rules']).toHaveLength(1);
  });

  test('a full disk at every step: refused or kept, never half', async () => {
    const count = async (disk: ModelDisk): Promise<void> => { await (await open(disk)).store.change({ appearance: { theme: 'dark' } }); };
    const whole = new ModelDisk();
    await count(whole);
    for (let at = 0; at < whole.steps.length; at++) {
      const disk = new ModelDisk();
      disk.partly = 0.5;
      disk.onStep = (step, index) => { if (index === at) throw Object.assign(new Error(step), { code: 'ENOSPC' }); };
      const told = await count(disk).then(() => 'dark', () => 'system');
      disk.onStep = () => undefined;
      const { store, file } = await open(disk.restart('kill'));
      expect([file.setAside, told === 'dark' ? store.all.appearance.theme : 'any'], `step ${at}`).toEqual([null, told === 'dark' ? 'dark' : 'any']);
    }
  });
});
