/** The engine alone in a process, told what to do over its channel. First argument: the profile. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChannelLine, type Crossing } from './killable.ts';

// Everything from here on may be cut short by a kill: what comes before is not ours.
process.send?.({ awake: true } satisfies Crossing);
const { runEngine } = await import('./launch.ts');

const profile = process.argv[2] ?? '';
const secrets = join(profile, 'test-secrets');
const send = (crossing: Crossing): void => void process.send?.(crossing);
const mirror = new ChannelLine((message) => send({ line: 'mirror', message }));
const window = new ChannelLine((message) => send({ line: 'window', message }));
const place = (name: string): string => join(secrets, encodeURIComponent(name));

await mkdir(secrets, { recursive: true });
let stop: () => Promise<void> = () => Promise.resolve();
process.on('message', (raw) => {
  const crossing = raw as Crossing;
  if ('line' in crossing) (crossing.line === 'mirror' ? mirror : window).hear(crossing.message);
  else if ('stop' in crossing) void stop().finally(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', (error) => send({ log: 'error', event: 'unhandled-rejection', details: { detail: String(error) } }));

const engine = await runEngine(profile, {
  get: (name) => readFile(place(name), 'utf8').catch(() => undefined),
  async set(name, value) {
    await writeFile(`${place(name)}.new`, value);
    await rename(`${place(name)}.new`, place(name));
  },
  delete: (name) => rm(place(name), { force: true }),
}, { mirror, window, log: (level, event, details = {}) => send({ log: level, event, details }) });
stop = () => engine.stop();
send({ ready: true });
