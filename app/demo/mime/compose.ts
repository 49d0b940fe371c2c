/** Builds messages (RFC 5322, RFC 2045–2047) in any charset, for the seed and for answers. */
import { createHash } from 'node:crypto';
import { encodeCharset } from './charset.ts';

export interface Person {
  name?: string;
  address: string;
}

export type Body =
  | { kind: 'text'; text: string; charset?: string; encoding?: 'quoted-printable' | 'base64' | '7bit' | '8bit'; subtype?: 'plain' | 'html' | 'calendar'; parameters?: string; headers?: [string, string][] }
  | { kind: 'file'; content: Buffer; type: string; name: string; inlineId?: string }
  | { kind: 'raw'; type: string; text: string; headers?: [string, string][] }
  | { kind: 'multipart'; subtype: string; parts: Body[]; parameters?: string };

export interface Composition {
  from: Person;
  to: Person[];
  cc?: Person[];
  replyTo?: Person;
  subject: string;
  date: Date;
  messageId?: string;
  /** Charset of encoded words in the header; UTF-8 if left out. */
  charset?: string;
  headers?: [string, string][];
  body: Body;
  /** Minutes east of Greenwich in the Date field. */
  zone?: number;
}

export function composeMessage(message: Composition): Buffer {
  const charset = message.charset ?? 'utf-8';
  const people = (list: Person[]): string => list.map((person) => formatPerson(person, charset)).join(',\r\n ');
  const headers: [string, string][] = [
    ['Date', formatDate(message.date, message.zone ?? 0)],
    ['From', people([message.from])],
    ...(message.replyTo ? [['Reply-To', people([message.replyTo])] as [string, string]] : []),
    ...(message.to.length > 0 ? [['To', people(message.to)] as [string, string]] : []),
    ...(message.cc ? [['Cc', people(message.cc)] as [string, string]] : []),
    ['Subject', encodeWords(message.subject, charset)],
    ['Message-ID', message.messageId ?? `<${digest(`${message.subject}${message.from.address}${String(message.date.getTime())}`)}@${message.from.address.split('@')[1] ?? 'example.org'}>`],
    ...(message.headers ?? []),
    ['MIME-Version', '1.0'],
  ];
  return Buffer.from(headers.map(([name, value]) => `${name}: ${value}\r\n`).join('') + formatBody(message.body, '0'), 'latin1');
}

/** Header lines, an empty line and the octets, one character each. */
function formatBody(body: Body, path: string): string {
  switch (body.kind) {
    case 'raw':
      return `${fields([['Content-Type', body.type], ...(body.headers ?? [])])}\r\n${crlf(body.text)}`;
    case 'text': {
      const charset = body.charset ?? 'utf-8';
      const octets = encodeCharset(crlf(body.text), charset);
      const encoding = body.encoding ?? 'quoted-printable';
      const type = `text/${body.subtype ?? 'plain'}; charset=${charset}${body.parameters ? `; ${body.parameters}` : ''}`;
      const text = encoding === 'base64' ? base64Lines(octets) : encoding === 'quoted-printable' ? quotedPrintable(octets) : octets.toString('latin1');
      return `${fields([['Content-Type', type], ['Content-Transfer-Encoding', encoding], ...(body.headers ?? [])])}\r\n${text}`;
    }
    case 'file': {
      const ascii = /^[\x20-\x7e]*$/.test(body.name);
      const name = ascii ? `"${body.name}"` : `"${encodeWords(body.name, 'utf-8')}"`;
      const fileName = ascii ? `filename="${body.name}"` : `filename*=UTF-8''${encodeURIComponent(body.name)}`;
      return `${fields([
        ['Content-Type', `${body.type}; name=${name}`],
        ['Content-Transfer-Encoding', 'base64'],
        ['Content-Disposition', `${body.inlineId === undefined ? 'attachment' : 'inline'};\r\n ${fileName}`],
        ...(body.inlineId === undefined ? [] : [['Content-ID', `<${body.inlineId}>`] as [string, string]]),
      ])}\r\n${base64Lines(body.content)}`;
    }
    case 'multipart': {
      const parts = body.parts.map((part, index) => formatBody(part, `${path}.${String(index)}`));
      const boundary = `=_${digest(path + parts.join(''))}`;
      return `${fields([['Content-Type', `multipart/${body.subtype}; boundary="${boundary}"${body.parameters ? `; ${body.parameters}` : ''}`]])}\r\n${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
    }
  }
}

function fields(list: [string, string][]): string {
  return list.map(([name, value]) => `${name}: ${value}\r\n`).join('');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');

function formatPerson({ name, address }: Person, charset: string): string {
  if (!name) return address;
  if (!/^[\x20-\x7e]*$/.test(name)) return `${encodeWords(name, charset)} <${address}>`;
  return /^[A-Za-z0-9 '-]+$/.test(name) ? `${name} <${address}>` : `"${name.replace(/[\\"]/g, '\\$&')}" <${address}>`;
}

/** Encoded words of at most 75 characters, never splitting a character (RFC 2047 5). */
export function encodeWords(text: string, charset: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let piece = '';
  const encode = (value: string): string => `=?${charset}?B?${encodeCharset(value, charset).toString('base64')}?=`;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (piece !== '' && encode(piece + segment).length > 72) {
      words.push(encode(piece));
      piece = '';
    }
    piece += segment;
  }
  words.push(encode(piece));
  return words.join('\r\n ');
}

function base64Lines(octets: Buffer): string {
  return `${octets.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n')}\r\n`;
}

export function quotedPrintable(octets: Buffer): string {
  return octets.toString('latin1').split('\r\n').map((line) => {
    const tokens = line.replace(/[^\x20-\x3c\x3e-\x7e\t]|[ \t]$/g, (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`).match(/=[0-9A-F]{2}|[^]/g) ?? [];
    let result = '';
    let width = 0;
    tokens.forEach((token, index) => {
      const isLast = index === tokens.length - 1;
      if (width + token.length > (isLast ? 76 : 75)) {
        result += '=\r\n';
        width = 0;
      }
      result += token;
      width += token.length;
    });
    return result;
  }).join('\r\n');
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** date-time (RFC 5322 3.3) in a zone so many minutes east. */
function formatDate(date: Date, zone: number): string {
  const local = new Date(date.getTime() + zone * 60_000);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const [, day = '', month = '', year = ''] = /, (\d\d) (\w{3}) (\d{4})/.exec(local.toUTCString()) ?? [];
  const offset = `${zone < 0 ? '-' : '+'}${two(Math.abs(zone) / 60)}${two(Math.abs(zone) % 60)}`;
  return `${DAYS[local.getUTCDay()] ?? ''}, ${day} ${month} ${year} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} ${offset}`;
}
