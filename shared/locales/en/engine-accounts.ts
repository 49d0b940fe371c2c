/** What the engine says about accounts. */
export const engineAccounts = {
  ofMessageGone: 'The account of this message is no longer here.',
  noSent: 'The account has no Sent folder.',
  foldersUnknown: 'The folders are not known yet.',
  gone: 'This account is no longer here.',
  busyBetween: 'Something else is on its way between accounts.',
  destinationGone: 'The folder where this was to go is no longer on the server.',
  noPassword: 'The password of this account is not in the secret store. Enter it again.',
  searchGivenUp: 'The search was given up.',
  connectingAnew: 'Connecting anew.',
  changesWait: 'Changes or messages still wait for the mailbox that this account has now. Let them go, or discard them in the activity panel; then change the server.',
  otherMailboxNow: 'This account has been given another mailbox meanwhile. Nothing was changed.',
} as const;
