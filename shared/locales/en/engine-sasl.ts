/** What the engine says about logging in. */
export const engineSasl = {
  refusedAndAccepted: 'The server refused the login and accepted it in one breath.',
  tokenCharacters: 'The access token or the user name has a character that cannot be sent.',
  noMechanism: 'The server offers no way to log in that Godwit knows.',
  weakerMechanisms: 'The server offers only weaker ways to log in than before, so nothing was sent: somebody in between may have done that. If the server was changed, enter the password of this account again.',
  credentialsMissing: 'A {{kind}} is needed for this way to log in.',
  userMissing: 'The user name is missing.',
  passwordCharacters: 'The user name or the password has a character that cannot be sent.',
  keepsAsking: 'The server keeps asking for more where nothing is to be sent.',
  acceptedCancelled: 'The server accepted a login that had been cancelled.',
  acceptedTooEarly: 'The server accepted the login before it had been told who logs in.',
  unusable: 'The server\'s {{name}} login cannot be used.',
  serverNotProven: 'The server could not prove that it knows the password. It may not be the server it says it is.',
  listChanged: 'The server\'s list of ways to log in was changed on the way here.',
} as const;
