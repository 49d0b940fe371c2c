/** The user's tags as every part of the screen shows them: names and colours as chosen, kept in the journal. */
import { useCallback, useMemo } from 'react';
import { isTag, tagOf, tagsOn, THUNDERBIRD_TAGS, type Tag, type TagChoices } from '../../shared/model/tag.ts';
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

/** Those of a message, for `TagChips` and `TagDots`. */
export function useTagsOn(keywords: readonly string[]): readonly Tag[] {
  const choices = useTagChoices();
  return useMemo(() => tagsOn(keywords, choices), [keywords, choices]);
}

/** Whether there is anything to show: asked before a part that listens is drawn at all. */
export const hasTags = (keywords: readonly string[]): boolean => keywords.some(isTag);

/** The name of one tag, for words about it. */
export function useTagName(): (keyword: string) => string {
  const choices = useTagChoices();
  return useCallback((keyword: string) => tagOf(keyword, choices).name, [choices]);
}
