/** A bounded log of what went over the line, with secrets and message contents left out. */

export interface Transcript {
  sent(line: string): void;
  received(line: string): void;
}

/** Keeps the last `most` lines. The connection hands over command text without secret arguments and literals as their size. */
export function transcript(most = 500): Transcript & { lines(): string[] } {
  const lines: string[] = [];
  const add = (line: string): void => {
    lines.push(line.length > 400 ? `${line.slice(0, 400)}…` : line);
    if (lines.length > most * 2) lines.splice(0, lines.length - most);
  };
  return { sent: (line) => add(`C: ${line}`), received: (line) => add(`S: ${line}`), lines: () => lines.slice(-most) };
}
