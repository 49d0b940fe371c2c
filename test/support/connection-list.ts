/** Whether a Chromium keeps to the list of allowed connections that the application's pages carry (Connection-Allowlist, since 152). */
export const listsConnections = (userAgent: string): boolean => Number(/Chrome\/(\d+)/u.exec(userAgent)?.[1] ?? 0) >= 152;
