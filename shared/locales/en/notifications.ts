/** New mail as the desktop tells it. */
export const notifications = {
  'new_one': 'New message',
  'new_other': '{{count}} new messages',
  'in_inbox': '{{email}}',
  'in_folder': '{{folder}}, {{email}}',
  'noSubject': 'No subject',
  'more_one': 'and {{count}} more',
  'more_other': 'and {{count}} more',
  'open': 'Open',
  'markRead': 'Mark as read',
  'archive': 'Archive',
  'reply': 'Reply',
  'arrived_one': '{{count}} new message in the inbox',
  'arrived_other': '{{count}} new messages in the inbox',
} as const;
