/** ENVELOPE (RFC 3501 7.4.2) of a message. */
import { imapString, nstring } from '../imap/encode.ts';
import { readAddresses } from './addresses.ts';
import { fieldValue, type HeaderField } from './header.ts';

export function envelope(fields: readonly HeaderField[]): string {
  const text = (name: string): string => nstring(fieldValue(fields, name));
  const from = addresses(fields, 'From');
  const or = (name: string): string => {
    const value = addresses(fields, name);
    return value === 'NIL' ? from : value;
  };
  return `(${[
    text('Date'), text('Subject'), from, or('Sender'), or('Reply-To'),
    addresses(fields, 'To'), addresses(fields, 'Cc'), addresses(fields, 'Bcc'), text('In-Reply-To'), text('Message-ID'),
  ].join(' ')})`;
}

/** A field that comes twice counts as one list. */
function addresses(fields: readonly HeaderField[], name: string): string {
  const values = fields.filter((field) => field.name.toLowerCase() === name.toLowerCase()).map((field) => field.value);
  const found = readAddresses(values.join(', '));
  if (found.length === 0) return 'NIL';
  return `(${found.map((address) => {
    if (address.kind === 'group-start') return `(NIL NIL ${imapString(address.name)} NIL)`;
    if (address.kind === 'group-end') return '(NIL NIL NIL NIL)';
    return `(${nstring(address.name)} ${nstring(address.route)} ${imapString(address.local)} ${imapString(address.domain)})`;
  }).join('')})`;
}
