/** The user's tags as every part of the screen shows them: names and colours as chosen, kept in the journal. */
import { useMemo } from 'react';
import { tagsOn, THUNDERBIRD_TAGS, type Tag, type TagChoices } from '../../shared/model/tag.ts';
import { t } from '../../shared/locales/t.ts';
import { useSetting } from './settings.ts';

/** With the names that Thunderbird's tags have in the language of the screen. */
function withKnownNames(choices: TagChoices): TagChoices {
  const known = THUNDERBIRD_TAGS.map(({ keyword }) => [keyword, { ...choices[keyword], name: choices[keyword]?.name ?? t(`tags.name-${keyword}`) }] as const);
  return { ...choices, ...Object.fromEntries(known) };
}

export function useTagChoices(): TagChoices {
  const choices = useSetting('tags');
  return useMemo(() => withKnownNames(choices), [choices]);
}

/** Those of a message, for `TagChips`. */
export function useTagsOn(keywords: readonly string[]): readonly Tag[] {
  const choices = useTagChoices();
  return useMemo(() => tagsOn(keywords, choices), [keywords, choices]);
}
