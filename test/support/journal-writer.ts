/** Child process of the crash tests: takes the profile, appends numbered records and prints each number once acknowledged. */
import { join } from 'node:path';
import { openJournalFile } from '../../main/journal/journal-file.ts';
import { lockProfile } from '../../main/journal/lock.ts';

const [dir = '', first = '0'] = process.argv.slice(2);
await lockProfile(dir);
const file = await openJournalFile(join(dir, 'crash.journal'), (value) => value as { id: number; filler: string });
process.stdout.write('locked\n');
let id = Number(first);
const kept = file.records.map((row) => row);
for (;;) {
  const group = Array.from({ length: 1 + (id % 7) }, () => ({ id: id++, filler: 'x'.repeat((id * 37) % 3000) }));
  const done = group.map(async (row) => {
    await file.append(row);
    process.stdout.write(`${row.id}\n`);
    kept.push(row);
  });
  if (id % 50 < 7) await file.compact(kept);
  await Promise.all(done);
}
