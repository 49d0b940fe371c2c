/** Which keys there are and which values each one needs, read off the English catalogue: an unknown key or a missing value is a type error. */
import type { en } from './en.ts';

type Catalogue = typeof en;
type Feature = keyof Catalogue & string;
type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

type WithoutForm<K extends string> = K extends `${infer Base}_${Form}` ? Base : K;
type KeysOf<F extends Feature> = `${F}.${WithoutForm<keyof Catalogue[F] & string>}`;

/** `feature.name`; plural forms are one key. */
export type WordKey = { [F in Feature]: KeysOf<F> }[Feature];

type TextOf<F extends Feature, R extends string> = Catalogue[F][Extract<keyof Catalogue[F], R | `${R}_${Form}`>];
type Placeholders<T> = T extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type Counted<F extends Feature, R extends string> = `${R}_other` extends keyof Catalogue[F] ? 'count' : never;
type Names<K> = K extends `${infer F}.${infer R}` ? (F extends Feature ? Placeholders<TextOf<F, R>> | Counted<F, R> : never) : never;

/** Empty where the text takes no values. `V`: what may be put in. */
export type ValuesFor<K extends WordKey, V = string | number> = [Names<K>] extends [never] ? [] : [values: { readonly [N in Names<K>]: N extends 'count' ? number : V }];
