/** `npm run bench [NAME…] [-- --json] [--messages N] [--rounds N]`: measures and prints one line a figure. */
import { build } from '../../app/start/build.ts';
import { install } from '../setup/install.ts';
import { all, chromium, dovecot } from '../support/requires.ts';
import { bodies } from './bodies.ts';
import { firstSync, type BenchOptions } from './first-sync.ts';
import { flagToMirror } from './flag-to-mirror.ts';
import { demoStart } from './demo-start.ts';
import { manyAccounts } from './many-accounts.ts';
import { mirrorWrite } from './mirror-write.ts';
import { newMail } from './new-mail.ts';
import { openConversations } from './open-conversations.ts';
import { openFolder } from './open-folder.ts';
import { openLists } from './open-lists.ts';
import { printer, type Print } from './report.ts';
import { resync } from './resync.ts';
import { ui } from './ui.ts';
import { wire } from './wire.ts';

const benches: Readonly<Record<string, (print: Print, options: BenchOptions) => Promise<void>>> = {
  'first-sync': firstSync,
  'many-accounts': manyAccounts,
  'mirror-write': mirrorWrite,
  bodies,
  'demo-start': demoStart,
  'new-mail': newMail,
  'open-folder': openFolder,
  'open-lists': openLists,
  'open-conversations': openConversations,
  'flag-to-mirror': flagToMirror,
  resync,
  ui,
  wire,
};

async function main(): Promise<void> {
  const names: string[] = [];
  let json = false;
  const numbers: { messages: number | undefined; rounds: number | undefined } = { messages: undefined, rounds: undefined };
  const words = process.argv.slice(2);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') continue;
    if (word === '--json') json = true;
    else if (word === '--messages') numbers.messages = Number(words[++at]);
    else if (word === '--rounds') numbers.rounds = Number(words[++at]);
    else names.push(word);
  }
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0 || Object.values(numbers).some((n) => n !== undefined && !(Number.isInteger(n) && n > 0))) {
    throw new Error(`Usage: npm run bench [${Object.keys(benches).join('|')}…] [-- --json] [--messages N] [--rounds N]`);
  }
  install('benchmarks');
  const missing = all(dovecot, chromium).missing();
  if (missing !== null) throw new Error(`The benchmarks need more: ${missing}`);
  await build(['ui', 'browser']);
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length === 0 || names.includes(name)) await bench(printer(json), numbers);
  }
}

main().then(() => process.exit(0), (error: unknown) => {
  console.error(error instanceof Error && error.message.startsWith('Usage') ? error.message : error);
  process.exit(1);
});
