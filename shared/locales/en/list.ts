/** The list of messages. */
export const list = {
  title: 'Messages',
  loading: 'Loading',
  actions: 'Actions',
  noRecipient: '(no recipient)',
  noSender: '(no sender)',
  unknown: '(unknown)',
  noSubject: '(no subject)',
  inPlace: '{{row}}, in {{place}}',
  unread: 'unread',
  flagged: 'flagged',
  replied: 'replied',
  forwarded: 'forwarded',
  attachment: 'attachment',
  withKey: '{{name}} ({{key}})',
} as const;
