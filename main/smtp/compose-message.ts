/** Builds an outgoing message once (RFC 5322, RFC 2045, RFC 3676): the same octets are sent, tried again and filed. */
import { domainToASCII } from 'node:url';
import MimeNode from 'nodemailer/lib/mime-node';
import { fail } from '../../shared/failure.ts';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';
import { say } from '../../shared/locales/say.ts';
import type { Address } from '../../shared/model/message.ts';
import { isAddress } from '../../shared/text/address.ts';
import { encodeFlowed } from '../../shared/text/flowed.ts';
import { isMessageId } from '../../shared/text/message-id.ts';
import { parseHeaderBlock } from '../mime/header-block.ts';

export interface ComposedMessage {
  /** What goes out. Without Bcc. */
  raw: Buffer;
  /** What is filed in Sent: the same octets and, if there are blind copies, the Bcc field. */
  rawForSent: Buffer;
  envelope: { from: string; to: string[] };
}

export interface MessageIdentity {
  /** From messageIdFor. */
  messageId: string;
  date: Date;
  userAgent?: string;
}

type Content = Pick<Outgoing, 'to' | 'cc' | 'bcc' | 'subject' | 'text' | 'inReplyTo' | 'references'>;

/** Letters of a name that go on the wire. */
const LONGEST_NAME = 200;
const LONGEST_WORD = 500;

const FIELDS: ReadonlySet<string> = new Set(['from', 'to', 'cc', 'bcc', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'user-agent', 'mime-version', 'content-type', 'content-transfer-encoding']);

/** `<random@domain of the sender>`, the domain in ASCII. `random`: letters and digits from a cryptographic source. */
export function messageIdFor(address: string, random: string): string {
  return `<${random}@${asciiDomain(address.slice(address.lastIndexOf('@') + 1))}>`;
}

/** Rejects with FailureError 'invalid-input' if an address or the Message-ID cannot go on the wire. Nothing is read from disk or network. */
export async function composeMessage(outgoing: Content, from: Address, identity: MessageIdentity): Promise<ComposedMessage> {
  const sender = checked(from);
  const [to, cc, bcc] = [outgoing.to.map(checked), outgoing.cc.map(checked), outgoing.bcc.map(checked)];
  if (!isMessageId(identity.messageId)) throw fail('invalid-input', say('engine-smtp.messageIdInvalid'), { detail: JSON.stringify(identity.messageId) });
  const build = (keepBcc: boolean): Promise<Buffer> => {
    const node = new MimeNode('text/plain; charset=utf-8; format=flowed', { keepBcc, disableFileAccess: true, disableUrlAccess: true });
    // The library changes the address objects it is given.
    const copies = (list: readonly Address[]): Address[] => list.map((one) => ({ ...one }));
    node.setHeader('From', copies([sender]));
    if (to.length > 0) node.setHeader('To', copies(to));
    if (cc.length > 0) node.setHeader('Cc', copies(cc));
    if (bcc.length > 0) node.setHeader('Bcc', copies(bcc));
    node.setHeader('Subject', foldable(oneLine(outgoing.subject)));
    node.setHeader('Date', dateField(identity.date));
    node.setHeader('Message-ID', identity.messageId);
    // Ids come from other people's messages: one that could not be a Message-ID is no use to anyone.
    if (isMessageId(outgoing.inReplyTo)) node.setHeader('In-Reply-To', outgoing.inReplyTo);
    const references = outgoing.references.filter(isMessageId);
    if (references.length > 0) node.setHeader('References', references.join(' '));
    if (identity.userAgent !== undefined) node.setHeader('User-Agent', oneLine(identity.userAgent));
    node.setContent(encodeFlowed(outgoing.text.replaceAll('\0', '')));
    return node.build();
  };
  const raw = await build(false);
  const rawForSent = bcc.length > 0 ? await build(true) : raw;
  assertFields(raw);
  assertFields(rawForSent);
  return { raw, rawForSent, envelope: { from: sender.address, to: [...new Set([...to, ...cc, ...bcc].map(({ address }) => address))] } };
}

/** As it goes on the wire: the name on one line, the domain in ASCII (RFC 5891). */
function checked({ name, address }: Address): Address {
  if (!isAddress(address) || /[<>]/u.test(address)) throw fail('invalid-input', say('engine-smtp.notAnAddress'), { detail: JSON.stringify(address) });
  // Whoever answers a name without end still has the answer delivered.
  return { name: [...oneLine(name)].slice(0, LONGEST_NAME).join(''), address: addressOnWire(address) };
}

/** As the envelope names it. Throws FailureError 'invalid-input' for a domain that cannot be written in ASCII. */
export function addressOnWire(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${asciiDomain(address.slice(at + 1))}`;
}

function asciiDomain(domain: string): string {
  if (/^[\u0000-\u007f]*$/u.test(domain)) return domain;
  const ascii = domainToASCII(domain);
  if (ascii === '') throw fail('invalid-input', say('engine-smtp.notAnAddress'), { detail: JSON.stringify(domain) });
  return ascii;
}

/** A header is folded at its blanks, and no line may have more than 998 octets (RFC 5322 2.1.1): with a longer word all of it becomes encoded words, between which blanks do not count (RFC 2047 6.2). */
function foldable(text: string): string {
  if (!text.split(' ').some((word) => word.length >= LONGEST_WORD)) return text;
  // Ten code points have at most forty octets.
  const letters = [...text];
  return Array.from({ length: Math.ceil(letters.length / 10) }, (_, i) => `=?utf-8?B?${Buffer.from(letters.slice(i * 10, (i + 1) * 10).join('')).toString('base64')}?=`).join(' ');
}

const oneLine = (text: string): string => text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, ' ').trim();

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 5322 3.3, in the zone of this computer: the library would write +0000. */
function dateField(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  return `${DAYS[date.getDay()]}, ${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${zone}`;
}

/** A field nobody asked for means that a value has broken out of its own. */
function assertFields(raw: Buffer): void {
  const names = parseHeaderBlock(raw.subarray(0, raw.indexOf('\r\n\r\n') + 2)).map((field) => field.name);
  const stranger = names.find((name, at) => !FIELDS.has(name) || names.indexOf(name) !== at);
  if (stranger !== undefined) throw fail('internal', say('engine-smtp.notBuiltSafely'), { detail: stranger });
}
