/** Handlers: attachments: to files of the user, looked at, opened, told what they are. */
import { fail } from '../../shared/failure.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { say } from '../../shared/locales/say.ts';
import { unusedName, type TakenNames } from '../mime/attachment-name.ts';
import type { Parts } from '../parts.ts';
import type { FileToSave } from '../ports.ts';
import { fetchFile, fetchFiles, fetchOctets, firstOctets, locateAll, locatePart, type LocatedPart } from './attachment-content.ts';
import { inspectContent, LOOKED_AT } from './inspect-content.ts';
import { writeOpened } from './opened-files.ts';
import { packedFile, packedFiles } from './packed-files.ts';
import { IMAGE_LIMIT, PDF_LIMIT, previewImage, previewKind, previewPdf, previewText, TEXT_LIMIT } from './preview-content.ts';

type Names = 'attachments.save' | 'attachments.saveAll' | 'attachments.offer' | 'attachments.drag' | 'attachments.inspect' | 'attachments.open' | 'attachments.preview' | 'attachments.packed' | 'attachments.savePacked';

export function attachmentHandlers(parts: Parts): Pick<Commands, Names> {
  const { desktop, profile } = parts.ports;
  const inspect = async (located: LocatedPart, signal: AbortSignal) => inspectContent((await firstOctets(parts, located, LOOKED_AT, signal)).octets, located.part);
  return {
    async 'attachments.save'({ messageId, section }, { signal }) {
      return { saved: await desktop.saveFile(await fetchFile(parts, await locatePart(parts, messageId, section), signal)) };
    },
    async 'attachments.saveAll'({ messageId }, { signal }) {
      const located = await locateAll(parts, messageId);
      const names = namesOf(located);
      if (desktop.saveFiles) return { saved: await desktop.saveFiles(located.map((one, index) => later(parts, one, names[index]!, signal))) };
      const files = await fetchFiles(parts, located, names, signal);
      const saved: string[] = [];
      try {
        for (let file = files.shift(); file; file = files.shift()) {
          const path = await desktop.saveFile(file);
          if (path === null) return { saved: null };
          saved.push(path);
        }
        return { saved };
      } finally {
        await Promise.all(files.map((file) => file.release()));
      }
    },
    async 'attachments.offer'({ messageId, section }) {
      const located = await locatePart(parts, messageId, section);
      const { name } = located.part;
      // Nobody waits for it: it is dropped long after this command is over.
      return { path: desktop.offerFile?.(later(parts, located, name, new AbortController().signal)) ?? null, name, byHost: desktop.dragFile !== undefined };
    },
    async 'attachments.drag'({ messageId, section }, { signal }) {
      if (!desktop.dragFile) throw fail('unsupported', say('engine-handlers.dragByAddress'));
      const path = await writeOpened(profile, await fetchFile(parts, await locatePart(parts, messageId, section), signal));
      // The button was let go meanwhile: a drag that begins now would drop it wherever the pointer is.
      if (signal.aborted) throw fail('cancelled', say('engine-ipc.cancelled'));
      await desktop.dragFile(path);
      return {};
    },
    async 'attachments.inspect'({ messageId, section }, { signal }) {
      return inspect(await locatePart(parts, messageId, section), signal);
    },
    async 'attachments.open'({ messageId, section, confirmed }, { signal }) {
      const located = await locatePart(parts, messageId, section);
      const inspection = await inspect(located, signal);
      if (inspection.advice === 'save') return { kind: 'refused', inspection };
      // A file that is not what its name says goes to a program that nobody expects.
      if (!confirmed && (inspection.advice === 'ask' || !inspection.matchesName)) return { kind: 'ask', inspection };
      const file = await fetchFile(parts, located, signal);
      if (!desktop.openFile) {
        const url = await desktop.saveFile(file);
        return url === null ? { kind: 'refused', inspection } : { kind: 'offered', url };
      }
      await desktop.openFile(await writeOpened(profile, file));
      return { kind: 'opened' };
    },
    'attachments.packed': ({ messageId, section }, { signal }) => packedFiles(parts, messageId, section, signal),
    async 'attachments.savePacked'({ messageId, section, index }, { signal }) {
      return { saved: await desktop.saveFile(await packedFile(parts, messageId, section, index, signal)) };
    },
    async 'attachments.preview'({ messageId, section }, { signal }) {
      const located = await locatePart(parts, messageId, section);
      const { type, sniffed } = await inspect(located, signal);
      const kind = previewKind(type, located.part.type, sniffed);
      if (kind === null) return { kind: 'none', reason: 'type' };
      if (kind === 'text') {
        const { octets, more } = await firstOctets(parts, located, TEXT_LIMIT, signal);
        return previewText(octets, located.charset, more);
      }
      const octets = await fetchOctets(parts, located, kind === 'image' ? IMAGE_LIMIT : PDF_LIMIT, signal);
      if (!octets) return { kind: 'none', reason: 'too-large' };
      return kind === 'image' ? previewImage(octets) : previewPdf(octets, desktop.showDocument);
    },
  };
}

/** No two alike, on systems that do not tell a from A either. */
function namesOf(located: readonly LocatedPart[]): string[] {
  const taken: TakenNames = new Map();
  return located.map(({ part }) => unusedName(part.name, taken));
}

/** Fetched when the host reads it, once the user has said where to. */
function later(parts: Parts, located: LocatedPart, name: string, signal: AbortSignal): FileToSave {
  let fetched: FileToSave | undefined;
  return {
    name,
    type: located.part.type,
    async *read() {
      fetched = await fetchFile(parts, located, signal);
      yield* fetched.read();
    },
    release: async () => fetched?.release(),
  };
}
