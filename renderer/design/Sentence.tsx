/** A sentence of the catalogue with elements in the places of its values: `It reads {{text}} but opens {{host}}:`. */
import { Fragment, type ReactNode } from 'react';

export interface SentenceProps {
  /** Makes the sentence from marks that stand for the elements. */
  readonly of: (mark: (name: string) => string) => string;
  readonly parts: Readonly<Record<string, ReactNode>>;
}

/** No text of a catalogue holds it. */
const MARK = '\uE000';

export function Sentence({ of, parts }: SentenceProps) {
  const pieces = of((name) => MARK + name + MARK).split(MARK);
  // Every second piece is a name.
  return pieces.map((piece, index) => <Fragment key={index}>{index % 2 === 1 ? parts[piece] : piece}</Fragment>);
}
