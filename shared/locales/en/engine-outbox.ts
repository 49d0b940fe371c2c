/** What the engine says about drafts and the outbox. */
export const engineOutbox = {
  send: 'Send “{{subject}}” to {{recipients}}',
  noSubject: 'no subject',
  both: '{{first}} and {{second}}',
  recipients: '{{n}} recipients',
  refusedFor: '{{title}} (refused for {{recipients}})',
  copyNotFiled: 'The message was sent, but its copy could not be filed in Sent: {{reason}}',
  replacedIsOnItsWay: 'The message that this one replaces is on its way after all. Look in Sent before you send it again.',
  notWaitingForRetry: 'This message is no longer waiting for a retry.',
  notInOutbox: 'This message is no longer in the outbox.',
  beingSent: 'This message is being sent just now.',
  closing: 'Godwit is being closed.',
  sentNotNoted: 'The server has accepted the message, but this could not be noted on this computer. Do not send it again: a retry only files its copy in Sent.',
  interrupted: 'Sending was interrupted, and it is not known whether the message went out. Look in Sent or ask the recipient before you send it again.',
  changedElsewhere: 'This message was changed in another window since you opened it here.',
  discardedElsewhere: 'This message was discarded in another window.',
  noLongerDraft: 'This message is no longer among the drafts.',
} as const;
