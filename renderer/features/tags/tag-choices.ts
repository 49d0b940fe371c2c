/** What the menu of tags offers for what was typed, best first. Pure. */
import fuzzysort from 'fuzzysort';
import type { AccountAbility } from '../../../shared/model/abilities.ts';
import { keywordFor, offeredTags, TAG_COLOURS, tagsOn, type Tag, type TagChoices } from '../../../shared/model/tag.ts';
import { isKept, serverKeywords, tagState, type TaggedMessage, type TagState } from './tag-state.ts';

export interface TagOption {
  readonly tag: Tag;
  readonly state: TagState;
  /** It would have to be made. */
  readonly isNew: boolean;
  /** The server would not keep it. */
  readonly isRefused: boolean;
}

/** Letters of a name: more are of no use on a chip. */
export const LONGEST_NAME = 60;

export function tagOptions(messages: readonly TaggedMessage[], choices: TagChoices, abilities: readonly AccountAbility[], typed: string): TagOption[] {
  const known = allTags(messages, choices, abilities);
  const name = typed.trim().replace(/\s+/gu, ' ').slice(0, LONGEST_NAME);
  const found = name === '' ? known : fuzzysort.go(name, known, { key: 'name', limit: 0, threshold: 0.2 }).map(({ obj }) => obj);
  const options = found.map((tag): TagOption => {
    const state = tagState(messages, tag.keyword);
    // What is on can be taken off, wherever it came from.
    return { tag, state, isNew: false, isRefused: state !== 'all' && !isKept(messages, tag.keyword, abilities) };
  });
  const exists = known.some((tag) => tag.name.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0);
  if (name === '' || exists) return options;
  const keyword = keywordFor(name, known.map((tag) => tag.keyword));
  return [...options, { tag: { keyword, name, colour: nextColour(known) }, state: 'none', isNew: true, isRefused: !isKept(messages, null, abilities) }];
}

/** Those of the list, those the servers have, and those on the messages even where they are not offered otherwise. */
function allTags(messages: readonly TaggedMessage[], choices: TagChoices, abilities: readonly AccountAbility[]): Tag[] {
  const offered = offeredTags(choices, serverKeywords(messages, abilities));
  const there = new Set(offered.map(({ keyword }) => keyword.toLowerCase()));
  return [...offered, ...tagsOn(messages.flatMap(({ keywords }) => keywords), choices).filter(({ keyword }) => !there.has(keyword.toLowerCase()))];
}

/** The one that is used least. */
export function nextColour(tags: readonly Tag[]): Tag['colour'] {
  const count = (colour: Tag['colour']): number => tags.filter((tag) => tag.colour === colour).length;
  return TAG_COLOURS.toSorted((a, b) => count(a) - count(b))[0]!;
}
