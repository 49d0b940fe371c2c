/** What a subject says about the conversation when no header does: its words without prefixes, and whether it answers. */
import { isReply, stripPrefixes } from '../text/subject.ts';

export interface SubjectKey {
  /** Lower case without prefixes; '' if too little is left to tell conversations apart. */
  key: string;
  reply: boolean;
}

export function subjectKey(subject: string): SubjectKey {
  // Nearly all subjects have no prefix, and this is asked for every message.
  const prefixed = subject.includes(':') || subject.includes('：');
  const words = (prefixed ? stripPrefixes(subject) : subject.replace(/\s+/gu, ' ').trim()).toLowerCase();
  return { key: words.length > 1 ? words : '', reply: prefixed && isReply(subject) };
}
