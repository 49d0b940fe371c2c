/** What is missing from an answer is said before it is sent. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { StartNotes, type StartNotesProps } from './StartNotes.tsx';

const drawn = (props: Partial<StartNotesProps>): string =>
  renderToStaticMarkup(<StartNotes isForward={false} isUnquoted={false} isIncomplete={false} leftBehind={[]} className="" {...props} />);

test('nothing, where nothing is missing', () => {
  expect(drawn({})).toBe('');
});

test('people beyond those that are kept of a message', () => {
  expect(drawn({ isIncomplete: true })).toContain('Somebody who got the message may be missing here');
});

test('the text it answers or forwards, and attachments', () => {
  expect(drawn({ isUnquoted: true })).toContain('this answer does not hold it');
  expect(drawn({ isUnquoted: true, isForward: true })).toContain('this forward does not hold it');
  expect(drawn({ isForward: true, leftBehind: ['a.pdf', 'b.pdf'] })).toContain('Only the text is forwarded: a.pdf, b.pdf stay behind.');
});
