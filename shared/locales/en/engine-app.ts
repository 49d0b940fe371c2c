/** What the engine says about the host. */
export const engineApp = {
  tooManyNames: 'The folder holds too many files of that name.',
  notSaved: 'The file could not be saved there.',
  onlyLinks: 'Only web and mail links can be opened.',
  noProgram: 'No program on this computer could open it. Save it instead.',
  secretsUnreadable: 'The stored passwords cannot be read.',
  secretNotSaved: 'The password could not be saved.',
  secretNotRemoved: 'The stored password could not be removed.',
  secretsInFile: 'Passwords are kept encrypted in the profile folder, with the key in a file beside them. Other programs that run as you can read both.',
  noKeyring: 'This desktop has no keyring that Godwit can use: passwords are kept in the profile folder in a form that other programs running as you can read. Install and unlock a keyring (GNOME Keyring, KWallet) to change that.',
  'keptBy-darwin': 'Passwords are encrypted with a key kept by the macOS Keychain.',
  'keptBy-win32': 'Passwords are encrypted with a key kept by Windows Data Protection.',
  'keptBy-linux': 'Passwords are encrypted with a key kept by the desktop\'s keyring.',
  'keptBy-other': 'Passwords are encrypted with a key kept by the system.',
  noLinkProgram: 'No program to open links was found on this computer. Copy the link instead.',
} as const;
