/** What a file is called and drawn as: by its real type where that is known, else by what it says it is. */
import { Calendar, File, FileArchive, FileAudio, FileCode, FileCog, FileImage, FileKey, FileSpreadsheet, FileText, FileVideo, Mail, Presentation, type LucideIcon } from 'lucide-react';
import type { Inspection } from '../../../../shared/ipc/contract/attachments.ts';
import { extensionOf } from '../../../../shared/trust/dangerous-files.ts';

export type FileKind = 'image' | 'pdf' | 'text' | 'document' | 'spreadsheet' | 'slides' | 'archive' | 'audio' | 'video' | 'calendar' | 'message' | 'code' | 'program' | 'key' | 'file';

const BY_TYPE: readonly (readonly [RegExp, FileKind])[] = [
  [/^image\//u, 'image'], [/^audio\//u, 'audio'], [/^video\//u, 'video'], [/^text\/calendar|\/ics$/u, 'calendar'], [/^message\//u, 'message'],
  [/pgp-|pkcs7|x509|vcard/u, 'key'], [/^application\/pdf/u, 'pdf'], [/spreadsheet|excel|csv/u, 'spreadsheet'], [/presentation|powerpoint/u, 'slides'],
  [/wordprocessing|ms-?word|opendocument\.text|rtf/u, 'document'], [/zip|compressed|x-tar|x-7z|rar|gzip|bzip/u, 'archive'], [/html|javascript|json|xml|x-sh/u, 'code'], [/^text\//u, 'text'],
];

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  pdf: 'pdf', txt: 'text', md: 'text', log: 'text', png: 'image', jpg: 'image', jpeg: 'image', gif: 'image', webp: 'image', heic: 'image', doc: 'document', docx: 'document', docm: 'document', xlsm: 'spreadsheet', pptm: 'slides', odt: 'document', xls: 'spreadsheet', xlsx: 'spreadsheet', ods: 'spreadsheet', csv: 'spreadsheet',
  ppt: 'slides', pptx: 'slides', odp: 'slides', zip: 'archive', gz: 'archive', tar: 'archive', rar: 'archive', '7z': 'archive', mp3: 'audio', m4a: 'audio', mp4: 'video', mov: 'video', ics: 'calendar', eml: 'message', html: 'code', htm: 'code', svg: 'code', js: 'code',
};

export function kindOf(name: string, declared: string, inspection: Inspection | undefined): FileKind {
  if (inspection?.danger === 'program' || inspection?.danger === 'script') return 'program';
  const type = (inspection?.type ?? declared).toLowerCase();
  // SVG is drawn like an image and is a document that can hold scripts.
  if (type.startsWith('image/svg')) return 'code';
  const found = BY_TYPE.find(([pattern]) => pattern.test(type))?.[1];
  const extension = extensionOf(name);
  const named = Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
  // An office document is an archive inside; "octets" says nothing.
  return inspection?.sniffed && found && found !== 'archive' ? found : (found === undefined || found === 'archive' ? named : undefined) ?? found ?? 'file';
}

export const ICONS: Readonly<Record<FileKind, LucideIcon>> = {
  image: FileImage, pdf: FileText, text: FileText, document: FileText, spreadsheet: FileSpreadsheet, slides: Presentation, archive: FileArchive, audio: FileAudio, video: FileVideo,
  calendar: Calendar, message: Mail, code: FileCode, program: FileCog, key: FileKey, file: File,
};

/** Whether a press shows it here; the engine has the last word. */
export const canLook = (kind: FileKind): boolean => kind === 'image' || kind === 'pdf' || kind === 'text' || kind === 'code' || kind === 'calendar';
