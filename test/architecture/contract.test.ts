/** The contract between UI and engine: complete, described, and closed to what it does not name. */
import { expect, test } from 'vitest';
import { contract } from '../../shared/ipc/contract.ts';
import { commands } from '../../main/handlers/commands.ts';
import { projections } from '../../main/projections/projections.ts';
import type { Parts } from '../../main/parts.ts';

// Building the tables touches nothing of the engine but these.
const parts = { ports: { host: 'browser', version: '0', platform: 'test', secrets: {} } } as unknown as Parts;

test('every command has a handler and every projection an answer, and there is nothing else', () => {
  const named = (kind: string): string[] => Object.entries(contract).filter(([, one]) => one.kind === kind).map(([name]) => name).sort();
  expect(Object.keys(commands(parts)).sort()).toEqual(named('command'));
  expect(Object.keys(projections(parts)).sort()).toEqual(named('projection'));
});

test('every entry says what it is for', () => {
  for (const [name, { about }] of Object.entries(contract)) expect(about, name).toMatch(/^[A-Z].{8,}\.$/su);
});

test('every input refuses what is not an object and what has the wrong types', () => {
  for (const [name, { input }] of Object.entries(contract)) {
    for (const wrong of [null, undefined, 7, 'x', []]) expect(input.safeParse(wrong).success, `${name} ${JSON.stringify(wrong)}`).toBe(false);
  }
  expect(contract['messages.setFlags'].input.safeParse({ messageIds: ['1:1@a/b'], add: ['deleted'], remove: [] }).success).toBe(false);
  expect(contract['messages.list'].input.safeParse({ folderId: 'a/b', from: -1, count: 5 }).success).toBe(false);
});
