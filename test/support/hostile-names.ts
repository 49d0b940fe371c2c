/** What must hold for a file that was saved under a stranger's name. */
import { visibleLine } from '../../shared/text/visible.ts';

const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/u;

/** What a name does when it is opened: behind its last dot, blanks and invisible ones aside; '' where nothing can be said. */
export function endingOf(written: string): string {
  if (/%|=\?|''|(?:^|[/\\])\.[^.]*$/u.test(written)) return '';
  return /\.([a-z0-9-]{1,20})$/iu.exec(visibleLine(written).replaceAll('\u200b', '').replace(/::\$DATA$/u, '').trim())?.[1]?.toLowerCase() ?? '';
}

/** What is wrong with a file's name in its folder; empty if nothing. */
export function faultsOf(written: string, saved: string): string[] {
  const faults: string[] = [];
  if (saved === '' || saved === '.' || saved === '..' || /[/\\:*?"<>|]/u.test(saved)) faults.push('no plain name');
  if (UNSEEN.test(saved)) faults.push('unseen signs');
  if (RESERVED.test(saved)) faults.push('reserved');
  if (Buffer.byteLength(saved) > 255) faults.push('too long');
  const ending = endingOf(written);
  if (ending !== '' && !saved.toLowerCase().endsWith(`.${ending}`)) faults.push(`ending ${ending} lost`);
  return faults.map((fault) => `${JSON.stringify(written).slice(0, 60)} as ${JSON.stringify(saved).slice(-60)}: ${fault}`);
}
