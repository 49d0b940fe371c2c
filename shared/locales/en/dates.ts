/** Spans of time and amounts; dates themselves and sizes come from Intl. */
export const dates = {
  justNow: 'just now',
  ago: '{{span}} ago',
  seconds: '{{n}} s',
  minutes: '{{n}} min',
  hours: '{{n}} h',
  ofTotal: '{{done}} of {{total}}',
  more: '{{n}} more',
} as const;
