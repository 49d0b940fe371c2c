/** Words that buttons, dialogs and toasts share. */
export const design = {
  cancel: 'Cancel',
  close: 'Close',
  done: 'Done',
  tryAgain: 'Try again',
  notifications: 'Notifications',
} as const;
