/** What can be done with messages, as buttons and menus name it. */
export const actions = {
  archive: 'Archive',
  delete: 'Delete',
  flag: 'Flag',
  unflag: 'Take the flag off',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  tag: 'Tag…',
  junk: 'Move to junk',
  reply: 'Reply',
  replyAll: 'Reply all',
  forward: 'Forward',
  viewSource: 'View source',
  undo: 'Undo',
} as const;
