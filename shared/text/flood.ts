/** Text that is drawn for ever: piles of combining marks on one letter, runs of direction marks. What language needs stays. */

/** No script piles more on one letter; Zalgo and worse do. */
const MARKS = /(\p{M}{12})\p{M}+/gu;
const DIRECTIONS = /([\u200e\u200f\u202a-\u202e\u2066-\u2069]{4})[\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
/** Without one of these there is nothing to look for: most text. */
const SUSPECT = /\p{M}{13}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]{5}/u;

/** One pass over the text. */
export const withoutFloods = (text: string): string => (SUSPECT.test(text) ? text.replace(MARKS, '$1').replace(DIRECTIONS, '$1') : text);
