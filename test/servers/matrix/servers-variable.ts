/** Tells the matrix which servers to start: their keys in launchers/kinds.ts, with spaces between. */
export const SERVERS_VARIABLE = 'GODWIT_SERVERS';
