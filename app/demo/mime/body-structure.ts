/** BODY and BODYSTRUCTURE (RFC 3501 7.4.2) of a part. */
import { imapString, nstring } from '../imap/encode.ts';
import { envelope } from './envelope.ts';
import { fieldValue } from './header.ts';
import { readParameters, type Parameterized } from './parameters.ts';
import { isMultipart, type Part } from './part.ts';

export function bodyStructure(part: Part, extended: boolean): string {
  const disposition = fieldValue(part.fields, 'Content-Disposition');
  const tail = [
    disposition === null || disposition === '' ? 'NIL' : dispositionOf(readParameters(disposition)),
    language(fieldValue(part.fields, 'Content-Language')),
    nstring(fieldValue(part.fields, 'Content-Location')),
  ];
  if (isMultipart(part)) {
    const children = part.children.map((child) => bodyStructure(child, extended)).join('');
    const items = [children, imapString(part.subtype)];
    if (extended) items.push(parameters(part.contentType), ...tail);
    return `(${items.join(' ')})`;
  }
  const items = [
    imapString(part.type), imapString(part.subtype), parametersOf(part),
    nstring(fieldValue(part.fields, 'Content-ID')), nstring(fieldValue(part.fields, 'Content-Description')),
    imapString(part.encoding), String(part.bodyEnd - part.bodyStart),
  ];
  if (part.message) items.push(envelope(part.message.fields), bodyStructure(part.message, extended), lines(part));
  else if (part.type === 'text') items.push(lines(part));
  if (extended) items.push(nstring(fieldValue(part.fields, 'Content-MD5')), ...tail);
  return `(${items.join(' ')})`;
}

/** A multipart read as text has lost its meaning, and so have its parameters. Text without a charset is US-ASCII (RFC 2045 5.2). */
function parametersOf(part: Part): string {
  if (part.type !== 'text') return parameters(part.contentType);
  const own = part.contentType.value.toLowerCase() === `text/${part.subtype}` ? part.contentType.parameters : [];
  const named = own.some(([name]) => name.toLowerCase() === 'charset');
  return parameters({ value: '', parameters: named ? own : [...own, ['charset', 'us-ascii']] });
}

function parameters(of: Parameterized): string {
  if (of.parameters.length === 0) return 'NIL';
  return `(${of.parameters.map(([name, value]) => `${imapString(name.toLowerCase())} ${imapString(value)}`).join(' ')})`;
}

function dispositionOf(disposition: Parameterized): string {
  return `(${imapString(disposition.value.toLowerCase())} ${parameters(disposition)})`;
}

function language(value: string | null): string {
  const tags = (value ?? '').split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
  if (tags.length === 0) return 'NIL';
  return tags.length === 1 ? imapString(tags[0] ?? '') : `(${tags.map(imapString).join(' ')})`;
}

function lines(part: Part): string {
  let count = 0;
  for (let at = part.raw.indexOf(10, part.bodyStart); at >= 0 && at < part.bodyEnd; at = part.raw.indexOf(10, at + 1)) count++;
  return String(count);
}
