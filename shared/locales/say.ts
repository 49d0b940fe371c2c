/** What the engine says: `say('engine-net.timeout', { host })` is English at once, and words that a window puts in its own language. Without i18next: it is used before anything else is loaded. */
import type { Day, Said, Words } from '../words.ts';
import { calendarDay } from '../text/locale.ts';
import { engineEn } from './en-engine.ts';
import type { ValuesFor, WordKey } from './key-types.ts';

export type EngineKey = Extract<WordKey, `engine-${string}`>;
type Value = string | number | Day | Said;

const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = engineEn;
let numbers: Intl.NumberFormat | undefined;

/** A number is an amount: a port, a process id is given as a string. What has been said can be part of another sentence. */
export function say<K extends EngineKey>(key: K, ...given: ValuesFor<K, Value>): Said {
  const values = given[0] as Readonly<Record<string, Value>> | undefined;
  if (values === undefined) return { text: textOf(key, 1), words: { key } };
  const text = textOf(key, values['count']).replace(/\{\{(\w+)\}\}/gu, (hole, name: string) => {
    const value = values[name];
    return value === undefined ? hole : inEnglish(value);
  });
  return { text, words: { key, values: Object.fromEntries(Object.entries(values).map(([name, value]): [string, string | number | Day | Words] => [name, typeof value === 'object' && 'words' in value ? value.words : value])) } };
}

function textOf(key: string, count: Value | undefined): string {
  const dot = key.indexOf('.');
  const name = key.slice(dot + 1);
  const texts = TEXTS[key.slice(0, dot)] ?? {};
  return texts[name] ?? texts[`${name}_${count === 1 ? 'one' : 'other'}`] ?? key;
}

function inEnglish(value: Value): string {
  if (typeof value === 'object') return 'day' in value ? calendarDay(value, 'en-GB') : value.text;
  return typeof value === 'number' ? (numbers ??= new Intl.NumberFormat('en-GB')).format(value) : value;
}
