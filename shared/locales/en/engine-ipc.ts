/** What the engine says about the line between window and engine. */
export const engineIpc = {
  lineLost: 'The window lost its line to the engine.',
  cancelled: 'Cancelled.',
  unknownName: 'There is no {{kind}} of that name.',
  badInput: 'Godwit cannot use what was entered.',
} as const;
