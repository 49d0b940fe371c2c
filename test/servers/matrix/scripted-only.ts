/** Extensions that no server here offers, and the scripted conversations that test them instead. */

export interface ScriptedOnly {
  readonly extension: string;
  /** Null: no RFC has it. */
  readonly rfc: number | null;
  /** From the root of the project. */
  readonly test: string;
}

export const scriptedOnly: readonly ScriptedOnly[] = [];
