/** Collected hostile file names through the real engine and the desktop's saver: saved, all saved, opened; each strictly inside its folder, none in the place of another. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemDesktop } from '../../app/electron/desktop.ts';
import { createStandIn } from '../../app/electron/stand-in.ts';
import type { MessageId } from '../../shared/ids.ts';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { letterWithFiles } from '../support/attachment-letter.ts';
import { faultsOf } from '../support/hostile-names.ts';
import { OneAccount } from '../support/one-account.ts';
import { describeCorpus } from '../support/requires.ts';

const FILE = `${CORPORA}/own-vectors/attachment_filenames.json`;
const OLD = 'was here before';

describeCorpus(FILE, 'files under hostile names', () => {
  const names = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) as string[] : [];
  const stand = createStandIn();
  const marked: string[] = [];
  let one: OneAccount;
  let letter: MessageId;
  let sections: string[];
  let root: string;
  /** The system's dialog as it is when the user only presses Enter. */
  let folder: string;

  beforeAll(async () => {
    const desktop = systemDesktop(stand.shell, () => undefined, () => undefined, async (path) => marked.push(path) > 0);
    stand.shell.dialog.showSaveDialog = (async (options: { defaultPath: string }) => ({ canceled: false, filePath: join(folder, options.defaultPath) })) as unknown as typeof stand.shell.dialog.showSaveDialog;
    one = await OneAccount.start({ seed: false }, { desktop });
    one.demo.store.deliver(letterWithFiles('Names', names.map((name, index) => ({ name, type: 'application/octet-stream', content: `file ${index}` }))));
    const [row] = await one.list(one.inbox, (found) => found.length === 1);
    letter = row!.id;
    const view = await one.harness.waitFor('messages.view', { messageId: letter }, ({ attachments }) => attachments.length > 0);
    sections = view.attachments.map(({ section }) => section);
    root = realpathSync(mkdtempSync(join(tmpdir(), 'godwit-names-')));
  });
  afterAll(async () => {
    await one?.stop();
    if (root) rmSync(root, { recursive: true });
  });

  const call = async <T>(work: Promise<{ ok: true; value: T } | { ok: false; failure: { code: string } }>): Promise<T> => {
    const answer = await work;
    if (!answer.ok) throw new Error(answer.failure.code);
    return answer.value;
  };
  const fresh = (name: string): string => {
    const path = join(root, name, 'target');
    mkdirSync(path, { recursive: true });
    // What an escape would reach.
    for (const other of ['.bashrc', 'x.exe', 'x']) writeFileSync(join(root, name, other), OLD);
    return realpathSync(path);
  };
  const outside = (name: string): string[] => readdirSync(join(root, name)).filter((entry) => entry !== 'target').filter((entry) => readFileSync(join(root, name, entry), 'utf8') !== OLD).concat(readdirSync(join(root, name)).length === 4 ? [] : ['something new beside the folder']);

  test('are 106, and each is an attachment', () => {
    expect([names.length, sections.length]).toEqual([106, 106]);
  });

  test('saved one by one', async () => {
    const broken: string[] = [];
    for (const [index, section] of sections.entries()) {
      // A folder for each, as the dialog asks before it replaces anything.
      folder = fresh(`one-${index}`);
      const { saved } = await call(one.harness.client.call('attachments.save', { messageId: letter, section }));
      if (saved === null || dirname(saved) !== folder || readFileSync(saved, 'utf8') !== `file ${index}`) broken.push(`${index}: ${saved}`);
      broken.push(...faultsOf(names[index]!, basename(saved!)), ...outside(`one-${index}`));
      if (readdirSync(folder).length !== 1) broken.push(`${index}: not one file`);
    }
    expect(broken).toEqual([]);
    expect(marked).toHaveLength(106);
  });

  test('all saved into one folder in which half of the names are taken', async () => {
    folder = fresh('all');
    stand.system.savePath = folder;
    const first = (await call(one.harness.client.call('attachments.saveAll', { messageId: letter }))).saved!;
    const taken = first.filter((_, index) => index % 2 === 0);
    folder = fresh('again');
    stand.system.savePath = folder;
    for (const path of taken) writeFileSync(join(folder, basename(path)), OLD);
    const saved = (await call(one.harness.client.call('attachments.saveAll', { messageId: letter }))).saved!;
    const broken = saved.flatMap((path, index) => [
      ...(dirname(realpathSync(path)) === folder ? [] : [`${path} is outside`]),
      ...(readFileSync(path, 'utf8') === `file ${index}` ? [] : [`${path} holds something else`]),
      ...faultsOf(names[index]!, basename(path)),
    ]);
    expect(broken).toEqual([]);
    expect(new Set(saved).size).toBe(106);
    expect(readdirSync(folder)).toHaveLength(106 + taken.length);
    expect(taken.filter((path) => readFileSync(join(folder, basename(path)), 'utf8') !== OLD)).toEqual([]);
    expect([...outside('all'), ...outside('again')]).toEqual([]);
  });

  test('opened: programs and the like never, the rest from a folder of its own', async () => {
    const kinds = new Map<string, number>();
    const broken: string[] = [];
    for (const [index, section] of sections.entries()) {
      stand.opened.length = 0;
      const answer = await call(one.harness.client.call('attachments.open', { messageId: letter, section, confirmed: true }));
      kinds.set(answer.kind, (kinds.get(answer.kind) ?? 0) + 1);
      const [path] = stand.opened;
      if ((answer.kind === 'opened') !== (path !== undefined)) broken.push(`${names[index]}: ${answer.kind} and ${path}`);
      if (path === undefined) continue;
      if (!path.startsWith(join(one.profile, 'opened') + sep) || (statSync(path).mode & 0o777) !== 0o600) broken.push(`${names[index]}: ${path}`);
      broken.push(...faultsOf(names[index]!, basename(path)));
      if (/\.(?:exe|com|scr|pif|bat|cmd|js|vbs|wsf|ps1|hta|lnk|url|desktop|msi|jar|app|sh|html?|svg|reg|cpl|scf|inf|iso|dmg|pkg|command|chm)$/iu.test(path)) broken.push(`${path} was opened`);
    }
    expect(broken).toEqual([]);
    expect(kinds.get('refused')).toBeGreaterThan(40);
  });
});
