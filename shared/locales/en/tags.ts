/** Tags of messages. */
export const tags = {} as const;
