/** Words for the screen: `t('folders.empty', { name })`. The language is set once, before anything is drawn; another one is a new start of the window. */
import i18next from 'i18next';
import { calendarDay, numberWords, setFormatLocale } from '../text/locale.ts';
import { en } from './en.ts';
import type { ValuesFor, WordKey } from './key-types.ts';
import { pseudoTexts, type PseudoKind } from './pseudo.ts';
import { compile, fill, type Template } from './template.ts';
import type { Words } from '../words.ts';

export type { WordKey } from './key-types.ts';

/** `formats`: how Intl writes dates and numbers in it. */
interface LanguageFacts {
  readonly formats: string;
  readonly direction: 'ltr' | 'rtl';
  readonly pseudo?: PseudoKind;
}

export const LANGUAGES = {
  'en': { formats: 'en-GB', direction: 'ltr' },
  'en-XA': { formats: 'en-GB', direction: 'ltr', pseudo: 'long' },
  'ar-XB': { formats: 'en-GB', direction: 'rtl', pseudo: 'mirrored' },
} as const satisfies Record<string, LanguageFacts>;
export type Language = keyof typeof LANGUAGES;

export const isLanguage = (name: string): name is Language => Object.hasOwn(LANGUAGES, name);

/** In the place of a value that was not given; stands in no text. */
const MISSING = '\uFFFF';

const words = i18next.createInstance();
// No text names a format: every number in it is written as the language writes numbers.
words.use({ type: 'formatter', init() {}, add() {}, addCached() {}, format: written });

function written(value: unknown): string {
  return typeof value === 'number' ? numberWords(value) : value === undefined ? MISSING : isolated(String(value));
}

/** What is put into a sentence that runs to the left keeps to itself: a name in Latin letters does not turn the rest around. */
const isolated = (text: string): string => (direction() === 'rtl' ? `\u2068${text}\u2069` : text);
let current: Language = 'en';
/** The texts of the language by feature; those without values are taken from here as they are. */
let texts: Readonly<Record<string, Readonly<Record<string, string>>>> = en;

export const language = (): Language => current;
export const direction = (): 'ltr' | 'rtl' => LANGUAGES[current].direction;

/** A key and its values; plural forms go by `count`. Numbers are written as the language writes them: what is no amount (a port, a year) is given as a string. */
export function t<K extends WordKey>(key: K, ...values: ValuesFor<K>): string {
  const of = values[0];
  if (of !== undefined) return say(key, of);
  let text = plain.get(key);
  if (text === undefined) plain.set(key, text = say(key));
  return text;
}

/** Words without values, said before: the library takes a hundred times as long, and a key press asks for a hundred of them. */
const plain = new Map<WordKey, string>();

/** By key and plural form; null: only the library can say it. */
const templates = new Map<string, Template | null>();
/** Of the language, once it is needed. */
let plurals: Intl.PluralRules | undefined;

function say(key: WordKey, values?: object): string {
  const dot = key.indexOf('.');
  const [ns, name] = [key.slice(0, dot), key.slice(dot + 1)];
  // The first frame of a window holds some hundred texts: what has no place for values is in the catalogue as it is said.
  const text = values === undefined ? texts[ns]?.[name] : undefined;
  if (text !== undefined && !text.includes('{{') && !text.includes('$t(')) return text;
  return (values && sayFast(ns, name, values as Readonly<Record<string, unknown>>)) ?? words.t(name, { ns, ...values });
}

/** The same as the library says; null where that is not sure. */
function sayFast(ns: string, name: string, values: Readonly<Record<string, unknown>>): string | null {
  const { count, context } = values;
  if (context !== undefined || (count !== undefined && typeof count !== 'number')) return null;
  const form = count === undefined ? '' : count === 0 && texts[ns]?.[`${name}_zero`] !== undefined ? '_zero' : `_${(plurals ??= new Intl.PluralRules(current)).select(count)}`;
  const key = `${ns}.${name}${form}`;
  let template = templates.get(key);
  if (template === undefined) {
    const text = texts[ns]?.[name + form] ?? texts[ns]?.[name];
    templates.set(key, template = text === undefined ? null : compile(text));
  }
  return template && fill(template, values, written);
}

/** Words as the engine gave them; null where this catalogue does not have them, or not all that goes into them is there. */
export function tell({ key, values }: Words): string | null {
  const dot = key.indexOf('.');
  const options = { ns: key.slice(0, dot), ...(values && toldValues(values)) };
  if (!words.exists(key.slice(dot + 1), options)) return null;
  const text = words.t(key.slice(dot + 1), options);
  return text.includes(MISSING) ? null : text;
}

const toldValues = (values: NonNullable<Words['values']>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value !== 'object' ? value : 'day' in value ? calendarDay(value) : tell(value) ?? '']));

export function setLanguage(next: Language): void {
  current = next;
  plain.clear();
  templates.clear();
  plurals = undefined;
  const facts: LanguageFacts = LANGUAGES[next];
  setFormatLocale(facts.formats);
  const pseudo = facts.pseudo;
  const resources = pseudo ? Object.fromEntries(Object.entries(en).map(([feature, own]) => [feature, pseudoTexts(own, pseudo)])) : en;
  texts = resources;
  void words.init({
    lng: next,
    resources: { [next]: resources },
    fallbackLng: false,
    load: 'currentOnly',
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    returnNull: false,
    // React escapes.
    interpolation: { escapeValue: false, alwaysFormat: true },
  });
}

setLanguage('en');
