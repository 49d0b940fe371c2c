/** Letters that probes of searching and syncing are tried on. */
export interface Letter { subject: string; from?: string; to?: string; date?: string; references?: string; body?: string }

export const letter = ({ subject, from = 'Ann <ann@example.net>', to = 'alice@example.org', date = 'Thu, 19 Nov 2026 08:00:00 +0000', references, body }: Letter): string =>
  [
    `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Date: ${date}`, `Message-ID: <${subject.replace(/[^A-Za-z0-9]+/gu, '-')}@example.net>`,
    ...(references === undefined ? [] : [`References: ${references}`]), 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', body ?? `Text of ${subject}.`, '',
  ].join('\n');

export const until = async (reached: () => boolean, ms: number): Promise<boolean> => {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) if (reached()) return true;
  return reached();
};
