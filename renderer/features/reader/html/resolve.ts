/** Turns the marks of a clean fragment into what may be shown: inline images, allowed remote images, links that the parent follows. */
import { BLOCKED, DATA_IMAGE, INLINE, LINK, REMOTE, REMOTE_BACKGROUND } from '../../../../shared/html/policy.ts';
import { openableUrl, remoteImageUrl } from '../../../../shared/html/urls.ts';
import { trackerOf } from '../../../../shared/trust/trackers.ts';
import { t } from '../../../../shared/locales/t.ts';

export interface Resolved {
  /** Images that come, or would come, from outside. */
  remoteCount: number;
  /** Their hosts, sorted. */
  hosts: string[];
  /** How many of them only count readers, and the services whose they are, sorted. */
  spyCount: number;
  trackers: string[];
}

export interface ResolveOptions {
  /** Inline images by Content-ID, data: URLs. */
  inline: Readonly<Record<string, string>>;
  /** Where allowed images are asked for (`prefix + encodeURIComponent(url)`); null while they are not allowed. */
  remotePrefix: string | null;
  /** Pictures behind text are left out: it was turned for a dark window, and they were not. */
  withoutBackgrounds?: boolean;
}

/** Works on the fragment while it is still inert. */
export function resolve(fragment: DocumentFragment, { inline, remotePrefix, withoutBackgrounds = false }: ResolveOptions): Resolved {
  const hosts = new Set<string>();
  let remoteCount = 0;
  let spyCount = 0;
  const trackers = new Set<string>();
  const inlineByName = new Map(Object.entries(inline).map(([id, data]) => [id.toLowerCase(), data]));
  for (const element of fragment.querySelectorAll('*')) {
    const remote = remoteImageUrl(element.getAttribute(REMOTE) ?? '');
    const background = remoteImageUrl(element.getAttribute(REMOTE_BACKGROUND) ?? '');
    for (const url of [remote, background]) {
      if (!url) continue;
      remoteCount += 1;
      hosts.add(new URL(url).host);
      const tracker = trackerOf({ url, ...(url === remote ? { width: sideOf(element, 'width'), height: sideOf(element, 'height') } : { width: null, height: null }) });
      if (tracker === null) continue;
      spyCount += 1;
      if (tracker) trackers.add(tracker);
    }
    element.removeAttribute(REMOTE);
    element.removeAttribute(REMOTE_BACKGROUND);
    if (remotePrefix !== null && remote) element.setAttribute('src', remotePrefix + encodeURIComponent(remote));
    if (remotePrefix !== null && background && !withoutBackgrounds) element.setAttribute('style', `${element.getAttribute('style') ?? ''};background-image:url("${remotePrefix}${encodeURIComponent(background)}")`);
    if (element.localName === 'img') {
      resolveImage(element, inlineByName);
      if (remote && remotePrefix === null) element.replaceWith(placeholder(element, t('reader.imageNotLoaded')));
    }
    if (element.hasAttribute(LINK)) resolveLink(element);
  }
  return { remoteCount, hosts: [...hosts].sort(), spyCount, trackers: [...trackers].sort() };
}

/** As its attributes or its style say. */
function sideOf(image: Element, side: 'width' | 'height'): number | null {
  const styled = new RegExp(`(?:^|;)${side}:(\\d+(?:\\.\\d+)?)px(?:;|$)`, 'u').exec(image.getAttribute('style') ?? '')?.[1];
  const written = styled ?? image.getAttribute(side) ?? '';
  return written === '' || written.includes('%') ? null : Number.parseFloat(written);
}

/** `inline` by Content-ID in lower case: senders do not keep to one. */
function resolveImage(image: Element, inline: ReadonlyMap<string, string>): void {
  const cid = image.getAttribute(INLINE);
  image.removeAttribute(INLINE);
  if (cid !== null && !image.hasAttribute('src')) {
    const data = inline.get(cid.toLowerCase());
    if (data && DATA_IMAGE.test(data)) image.setAttribute('src', data);
  }
  image.setAttribute('draggable', 'false');
  image.setAttribute('decoding', 'async');
}

/** Stands where an image would be, of the same size, with its words and why it is missing. A counting pixel takes no room. */
export function placeholder(image: Element, why: string): Element {
  const box = image.ownerDocument.createElement('span');
  const [width, height] = ['width', 'height'].map((name) => Number.parseFloat(image.getAttribute(name) ?? '') || null);
  const percent = image.getAttribute('width')?.includes('%') ?? false;
  box.setAttribute(BLOCKED, '');
  box.setAttribute('role', 'img');
  const words = image.getAttribute('alt')?.trim() ?? '';
  box.setAttribute('aria-label', words ? t('reader.imageAnd', { words, why }) : why);
  const size = [width === null ? '' : `width:${width}${percent ? '%' : 'px'}`, height === null ? '' : `height:${height}px`, image.getAttribute('style') ?? ''].filter(Boolean).join(';');
  if (size) box.setAttribute('style', size);
  if ([width, height].some((side) => (side ?? 99) <= 2)) box.setAttribute('hidden', '');
  else box.textContent = words;
  return box;
}

/** A link keeps no href: nothing can follow it, prefetch its name or drag it away but the parent. */
function resolveLink(link: Element): void {
  const target = link.getAttribute(LINK) ?? '';
  if (!target.startsWith('#') && !openableUrl(target)) {
    link.removeAttribute(LINK);
    return;
  }
  link.setAttribute('role', 'link');
  link.setAttribute('tabindex', '0');
}
