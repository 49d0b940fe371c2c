/** Every house rule of ESLint is provoked once. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantTree } from './planted-tree.ts';
import { ESLINT, runTool } from './run-tool.ts';

const later = 'declare function later(): Promise<number>;\n';

/** [file, rule, words of the message, text] */
const planted: [file: string, rule: string, message: string, text: string][] = [
  ['main/net/floating.ts', '@typescript-eslint/no-floating-promises', '', `${later}export function go(): void { later(); }`],
  ['main/net/misused.ts', '@typescript-eslint/no-misused-promises', '', `${later}export const go = (): boolean => (later() ? true : false);`],
  ['main/net/await-value.ts', '@typescript-eslint/await-thenable', '', 'export async function go(): Promise<void> { await 1; }'],
  ['main/net/open-switch.ts', '@typescript-eslint/switch-exhaustiveness-check', '', "export function go(x: 'a' | 'b'): void { switch (x) { case 'a': break; } }"],
  ['main/net/any.ts', '@typescript-eslint/no-explicit-any', '', 'export type Whatever = any;'],
  ['main/net/any-border.ts', '@typescript-eslint/no-unsafe-return', '', 'export const go = (text: string): string => JSON.parse(text);'],
  ['main/net/any-value.ts', '@typescript-eslint/no-unsafe-assignment', '', "export const value: { name: string } = { name: JSON.parse('1') };"],
  ['main/net/throw.ts', '@typescript-eslint/only-throw-error', '', "export function go(): never { throw 'no'; }"],
  ['main/net/ignore.ts', '@typescript-eslint/ban-ts-comment', '', '// @ts-ignore\nexport const x: number = 1;'],
  ['main/net/type-import.ts', '@typescript-eslint/consistent-type-imports', '', "import { Stats } from 'node:fs';\nexport type S = Stats;"],
  ['main/net/print.ts', 'no-console', '', "console.log('x');\nexport {};"],
  ['main/net/evil.ts', 'no-eval', '', "export const x: unknown = eval('1');"],
  ['main/net/long.ts', 'max-lines', 'Maximum allowed is 400', Array.from({ length: 401 }, (_, at) => `export const x${at} = ${at};`).join('\n')],
  ['main/net/bare-disable.ts', 'house/disable-with-reason', '', '/* eslint-disable */\nexport type Whatever = any;'],
  ['main/net/no-reason.ts', 'house/disable-with-reason', '', '// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport type Whatever = any;'],
  ['main/net/unused-disable.ts', 'null', 'Unused eslint-disable directive', '// eslint-disable-next-line no-console -- nothing is printed here\nexport const x = 1;'],
  ['main/mime/blanks.ts', 'regexp/no-super-linear-move', 'quadratic', "export const cut = (text: string): string => text.replace(/ +$/u, '');"],
  ['shared/text/twice.ts', 'regexp/no-super-linear-backtracking', '', "export const is = (text: string): boolean => /^\\s*,?\\s*$/u.test(text);"],
  ['renderer/app/Raw.tsx', 'no-restricted-syntax', 'Raw HTML', "export const Raw = (p: { html: string }) => <div dangerouslySetInnerHTML={{ __html: p.html }} />;"],
  ['renderer/app/inner.ts', 'no-restricted-syntax', 'Raw HTML', "export function go(e: HTMLElement): void { e.innerHTML = '<b>'; }"],
  ['renderer/app/adjacent.ts', 'no-restricted-syntax', 'Raw HTML', "export function go(e: HTMLElement): void { e.insertAdjacentHTML('beforeend', '<b>'); }"],
  ['renderer/app/Frame.tsx', 'no-restricted-syntax', 'Message frames', "export const Frame = (p: { html: string }) => <iframe title='x' srcDoc={p.html} />;"],
  ['renderer/app/Hook.tsx', 'react-hooks/rules-of-hooks', '', "import { useState } from 'react';\nexport function Hook(p: { on: boolean }) { if (p.on) { useState(1); } return null; }"],
  ['renderer/app/Words.tsx', 'house/words-from-catalogue', 'catalogue', 'export const Words = () => <p>Hello</p>;'],
  ['renderer/app/Choice.tsx', 'house/words-from-catalogue', 'catalogue', "export const Choice = (p: { on: boolean }) => <p>{p.on ? 'on' : 1}</p>;"],
  ['renderer/app/Label.tsx', 'house/words-from-catalogue', 'catalogue', 'export const Label = (p: { name: string }) => <button aria-label={`Remove ${p.name}`} />;'],
  ['renderer/app/Title.tsx', 'house/words-from-catalogue', 'catalogue', "export const Title = (p: { on: boolean }) => <i title={p.on ? 'on' : ''} />;"],
  ['renderer/app/toast.ts', 'house/words-from-catalogue', 'catalogue', "export const toast = { text: 'done' };"],
  ['renderer/app/sentence.ts', 'house/words-from-catalogue', 'catalogue', "export const sentence = (): string => 'Nothing is lost';"],
  ['main/net/sentence.ts', 'house/engine-words', 'catalogue', "declare function fail(code: string, said: string): Error;\nexport const late = (): Error => fail('timeout', 'It took too long.');"],
  ['main/net/choice.ts', 'house/engine-words', 'catalogue', "declare function failure(code: string, said: string): unknown;\nexport const late = (host: string): unknown => failure('timeout', host === '' ? 'Nobody answered' : `${host} did not answer`);"],
  ['main/accounts/state.ts', 'house/engine-words', 'catalogue', "export const state = { phase: 'ready', status: 'Up to date' };"],
  ['app/electron/note.ts', 'house/engine-words', 'catalogue', "export const secrets = { note: 'Kept somewhere', weak: true };"],
  ...['sync', 'operations', 'outbox', 'projections'].flatMap((folder): [string, string, string, string][] => [
    [`main/${folder}/now.ts`, 'no-restricted-syntax', 'clock port', 'export const now = (): number => Date.now();'],
    [`main/${folder}/new-date.ts`, 'no-restricted-syntax', 'clock port', 'export const now = (): Date => new Date();'],
    [`main/${folder}/timer.ts`, 'no-restricted-syntax', 'clock port', 'export function go(run: () => void): void { setTimeout(run, 1); }'],
    [`main/${folder}/chance.ts`, 'no-restricted-syntax', 'random port', 'export const chance = (): number => Math.random();'],
  ]),
  ['test/engine/only.test.ts', 'no-restricted-syntax', 'No test is left out', "import { test } from 'vitest';\ntest.only('x', () => undefined);"],
  ['test/engine/skip.test.ts', 'no-restricted-syntax', 'No test is left out', "import { describe } from 'vitest';\ndescribe.skip('x', () => undefined);"],
];

/** The same words where they are allowed. */
const allowed: [file: string, text: string][] = [
  ['renderer/features/reader/html/frame.ts', "export function go(e: HTMLIFrameElement): void { e.srcdoc = '<b>'; }"],
  ['renderer/app/Quiet.tsx', "export const Quiet = (p: { label: string }) => <i className='two words' title={p.label}>{p.label} · <b>Godwit</b></i>;"],
  ['renderer/app/thrown.ts', "export function go(): never { throw new Error('Nobody sees this'); }"],
  ['main/imap/answer.ts', "declare function fail(code: string, said: object): Error;\nexport const no = (said: object): Error => fail('server-no', said);\nexport const answer = { status: 'OK', note: 'iso-8859-1' };"],
  ['main/mime/run.ts', "export const cut = (text: string): string => text.replace(/(?<! ) +$/u, '');"],
  ['main/mime/date.ts', 'export const now = (): Date => new Date();'],
  ['main/sync/parse.ts', 'export const parsed = (text: string): Date => new Date(text);'],
  ['main/net/reasoned.ts', '// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type is the point of this line\nexport type Whatever = any;'],
];

interface FileReport { filePath: string; messages: { ruleId: string | null; message: string }[] }

describe('ESLint', () => {
  let tree = '';
  const reported = new Map<string, string[]>();
  beforeAll(async () => {
    tree = await plantTree(Object.fromEntries([...planted.map(([file, , , text]) => [file, text] as const), ...allowed].map(([file, text]) => [file, `${text}\n`])));
    const { stdout, stderr } = await runTool(ESLINT, ['.', '--format', 'json'], tree);
    if (stdout === '') throw new Error(stderr);
    for (const { filePath, messages } of JSON.parse(stdout) as FileReport[]) {
      reported.set(filePath.slice(tree.length + 1), messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
    }
  });
  afterAll(() => rmSync(tree, { recursive: true, maxRetries: 10, force: true }));

  test.each(planted)('%s breaks %s', (file, rule, message) => {
    expect((reported.get(file) ?? []).filter((line) => line.startsWith(`${rule}: `) && line.includes(message))).not.toEqual([]);
  });

  test.each(allowed)('%s is fine', (file) => {
    expect(reported.get(file)).toEqual([]);
  });
});
