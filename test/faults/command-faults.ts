/** At each command of the session: NO, BAD, BYE, garbage, silence, half an answer, what no server of good faith says; and each response code where it can come. */
import type { Fault, FaultEffect } from '../../app/demo/faults.ts';
import { shuffled } from './byte-cuts.ts';
import type { FaultOptions } from './options.ts';
import { tellSession, type Story } from './session-story.ts';
import { ENDLESS, SPOILS, startSpoilingProxy, type SpoilPoint, type SpoilingProxy } from './spoiling-proxy.ts';
import { abreast, type Tally } from './tally.ts';

const EFFECTS: Readonly<Record<string, FaultEffect>> = {
  no: { kind: 'refuse', code: '', text: 'No' },
  bad: { kind: 'bad', text: 'What?' },
  bye: { kind: 'bye', text: 'Shutting down' },
  silence: { kind: 'stall-before' },
  'no-answer': { kind: 'stall', afterOctets: 0 },
  'half-answer': { kind: 'stall', afterOctets: 40 },
  // A refusal that breaks the syntax: what follows the line end is no response of any kind.
  garbage: { kind: 'refuse', code: '', text: 'No\r\n\u0001\u0002)(}{999999999999}\r\n%%%' },
};

/** Response codes of refusals that a client must be able to place (RFC 3501 7.1, RFC 5530 3, RFC 9738; THROTTLED: Yahoo and Exchange). */
const CODES = [
  'THROTTLED', 'OVERQUOTA', 'INUSE', 'UNAVAILABLE', 'LIMIT', 'SERVERBUG', 'ALERT', 'EXPIRED', 'TRYCREATE', 'NONEXISTENT', 'ALREADYEXISTS',
  'CANNOT', 'NOPERM', 'CORRUPTION', 'EXPUNGEISSUED', 'CLIENTBUG', 'AUTHORIZATIONFAILED', 'CONTACTADMIN', 'PARSE', 'EXPUNGED', 'AUTHENTICATIONFAILED',
];

interface Case { name: string; run: () => ReturnType<typeof tellSession> }

export async function commandFaults(tally: Tally, options: FaultOptions): Promise<void> {
  const { commands } = await tellSession(null);
  const occurrences = new Map<string, number>();
  for (const command of commands.slice(0, commands.lastIndexOf('LIST'))) occurrences.set(command, (occurrences.get(command) ?? 0) + 1);
  const cases: Case[] = [];
  const add = (name: string, command: string, effect: FaultEffect, skip: number): void => {
    const fault = { command, effect, skip };
    cases.push({ name: `${name}@${command}:${skip}`, run: () => planted(fault) });
  };
  for (const [command, count] of occurrences) {
    for (let skip = 0; skip < count; skip++) {
      for (const [name, effect] of Object.entries(EFFECTS)) add(name, command, effect, skip);
      for (const spoil of SPOILS) cases.push({ name: `${spoil}@${command}:${skip}`, run: () => spoiled({ command, skip, spoil }) });
    }
    if (command === 'GREETING' || command === 'LOGOUT') continue;
    for (const code of CODES) add(code, command, { kind: 'refuse', code, text: 'Not now' }, 0);
    add('backoff-time', command, { kind: 'bad', text: 'Request is throttled. Suggested Backoff Time: 900 milliseconds' }, 0);
  }
  const { only } = options;
  const wanted = only !== null ? cases.filter(({ name }) => name === only || name.startsWith(`${only}@`)) : options.sample === null ? cases : shuffled(cases, options.seed).slice(0, options.sample);
  await abreast(wanted, options.abreast, ({ name, run }) => tally.attempt(`--only "${name}"`, run));
}

async function planted(fault: Required<Pick<Fault, 'command' | 'effect' | 'skip'>>): ReturnType<typeof tellSession> {
  const told = await tellSession(null, { plant: ({ demo }) => demo.faults.add(fault) });
  return { ...told, struck: told.commands.filter((command) => command === fault.command).length > fault.skip };
}

async function spoiled(point: SpoilPoint): ReturnType<typeof tellSession> {
  let proxy: SpoilingProxy | undefined;
  const between: Story['between'] = async (target) => proxy = await startSpoilingProxy(target, point);
  const told = await tellSession(null, { between });
  if (proxy !== undefined && proxy.poured >= ENDLESS) throw new Error(`a line without an end was read for ${proxy.poured} octets`);
  return told;
}
