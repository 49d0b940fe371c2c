/** One line of a chooser: its name with what was typed marked, where it is, its key, or why it cannot be chosen. */
import { Fragment } from 'react';
import { visibleLine } from '../../../shared/text/visible.ts';
import { cx } from '../../design/class-names.ts';
import { Keys } from '../../design/primitives/Keys.tsx';
import type { Choice } from './choice.ts';
import styles from './Chooser.module.css';
import type { Ranked } from './ranking.ts';

export interface ChoiceRowProps {
  readonly id: string;
  readonly ranked: Ranked<Choice>;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

const LONGEST = 120;

export function ChoiceRow({ id, ranked: { entry, marks }, isActive, onPoint, onChoose }: ChoiceRowProps) {
  const { label, lead = 0, detail, icon, keys, reason } = entry;
  const shown = visibleLine(label, lead + LONGEST);
  const beside = reason || detail;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={reason ? true : undefined}
      className={cx(styles.row, isActive && styles.active, reason && styles.disabled)}
      onPointerMove={() => { if (!isActive) onPoint(); }}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={styles.icon}>{icon}</span>
      {lead > 0 ? (
        <span className={styles.label}>
          <span className={styles.path} dir="auto">
            <span className={styles.lead}><Marked text={shown.slice(0, lead)} marks={marks} /></span>
            <span className={styles.end}><Marked text={shown.slice(lead)} marks={marks} from={lead} /></span>
          </span>
        </span>
      ) : <span className={styles.label} dir="auto"><Marked text={shown} marks={marks} /></span>}
      {beside ? <span className={styles.detail} dir="auto">{visibleLine(beside, LONGEST)}</span> : null}
      {keys ? <Keys keys={keys} /> : null}
    </div>
  );
}

/** Letters typed are underlined in runs, so that the word is read as one. */
function Marked({ text, marks, from = 0 }: { readonly text: string; readonly marks: ReadonlySet<number>; readonly from?: number }) {
  if (marks.size === 0) return text;
  const runs: { text: string; isMarked: boolean }[] = [];
  for (const [index, letter] of text.split('').entries()) {
    const isMarked = marks.has(from + index);
    const last = runs.at(-1);
    if (last?.isMarked === isMarked) last.text += letter;
    else runs.push({ text: letter, isMarked });
  }
  return runs.map((run, index) => (run.isMarked ? <b key={index}>{run.text}</b> : <Fragment key={index}>{run.text}</Fragment>));
}
