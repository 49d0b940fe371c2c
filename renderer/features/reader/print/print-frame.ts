/** Prints messages out of a frame of its own: the window around them is not printed, and nothing in the frame can run or load but allowed pictures. */
import { visibleLine } from '../../../../shared/text/visible.ts';
import { addressLine } from '../../../../shared/text/address.ts';
import { t } from '../../../../shared/locales/t.ts';
import type { Address } from '../../../../shared/model/message.ts';
import { frameStyle, WHITE_PAPER } from '../html/frame-style.ts';
import { fullDate } from '../words.ts';
import type { Printable } from './print-page.ts';

const STYLE = `
${frameStyle(WHITE_PAPER, false)}
@page { margin: 18mm 16mm; }
body { font-size: 11pt; line-height: 16pt; }
.head { margin: 0 0 14pt; padding: 0 0 8pt; border-bottom: 1px solid #8d928e; font: 10pt/14pt system-ui, sans-serif; }
.head h1 { margin: 0 0 6pt; font-size: 15pt; line-height: 19pt; }
.head dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 8pt; margin: 0; }
.head dt { color: #565e59; } .head dd { margin: 0; overflow-wrap: anywhere; }
.missing { margin: 0 0 10pt; padding: 4pt 8pt; border: 1px solid #8d928e; font: 10pt/14pt system-ui, sans-serif; }
.message + .message { margin-top: 24pt; padding-top: 12pt; border-top: 2px solid #1d2320; }
[data-href] { color: inherit; } img { break-inside: avoid; }
`;
/** Milliseconds that pictures are waited for. */
const PATIENCE = 8_000;
/** Recipients named in full. */
const PEOPLE = 300;

/** Resolves when the frame has been handed to the printer or the user has given up. */
export async function printPages(pages: readonly Printable[]): Promise<void> {
  for (const old of document.querySelectorAll('iframe[data-print]')) old.remove();
  const frame = document.createElement('iframe');
  // Modals are what the print dialog is counted as; without allow-scripts nothing in there can open any.
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.title = t('reader.print');
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.dataset['print'] = '';
  frame.style.cssText = 'position:fixed;inset-inline-start:-10000px;inset-block-start:0;width:800px;height:600px;border:0;visibility:hidden';
  document.body.append(frame);
  const doc = frame.contentDocument;
  const view = frame.contentWindow;
  if (!doc || !view) return frame.remove();
  fill(doc, pages);
  await picturesOf(doc);
  let gone = false;
  const remove = (): void => {
    if (gone) return;
    gone = true;
    // Chromium reads the page after print() has come back.
    setTimeout(() => frame.remove(), 1_000);
  };
  view.addEventListener('afterprint', remove, { once: true });
  view.print();
  setTimeout(remove, 60_000);
}

function fill(doc: Document, pages: readonly Printable[]): void {
  doc.title = visibleLine(pages[0]?.subject ?? '', 200) || t('reader.noSubject');
  doc.documentElement.lang = document.documentElement.lang;
  const style = doc.createElement('style');
  style.textContent = STYLE;
  doc.head.append(style);
  const main = doc.createElement('main');
  for (const page of pages) {
    const message = doc.createElement('section');
    message.className = 'message';
    message.append(headOf(doc, page));
    for (const words of page.missing) {
      const note = doc.createElement('p');
      note.className = 'missing';
      note.textContent = words;
      message.append(note);
    }
    const content = doc.createElement('div');
    content.dir = 'auto';
    message.append(content);
    if (page.content) fillContent(doc, content, page.content);
    main.append(message);
  }
  doc.body.append(main);
}

/** In a tree of its own: the style sheet of one message says nothing about another, nor about the header. */
function fillContent(doc: Document, place: HTMLElement, { fragment, css }: NonNullable<Printable['content']>): void {
  const tree = place.attachShadow({ mode: 'open' });
  const ours = doc.createElement('style');
  ours.textContent = frameStyle(WHITE_PAPER, false);
  const own = doc.createElement('style');
  own.textContent = css;
  tree.append(ours, own, doc.adoptNode(fragment));
}

function headOf(doc: Document, { subject, from, to, cc, date, attachments }: Printable): HTMLElement {
  const head = doc.createElement('header');
  head.className = 'head';
  const title = doc.createElement('h1');
  title.dir = 'auto';
  title.textContent = visibleLine(subject, 2000) || t('reader.noSubject');
  const list = doc.createElement('dl');
  const field = (name: string, value: string): void => {
    if (!value) return;
    const term = doc.createElement('dt');
    const words = doc.createElement('dd');
    term.textContent = name;
    words.textContent = value;
    words.dir = 'auto';
    list.append(term, words);
  };
  field(t('reader.from'), people(from));
  field(t('reader.to'), people(to));
  field(t('reader.cc'), people(cc));
  field(t('reader.date'), fullDate(date));
  field(t('reader.attachments'), attachments.map((name) => visibleLine(name, 300) || t('reader.unnamed')).join(', '));
  head.append(title, list);
  return head;
}

const people = (list: readonly Address[]): string =>
  [...list.slice(0, PEOPLE).map(addressLine), ...(list.length > PEOPLE ? [t('dates.more', { n: list.length - PEOPLE })] : [])].join(', ');

async function picturesOf(doc: Document): Promise<void> {
  const images = [...doc.querySelectorAll('.message > div')].flatMap((place) => [...(place.shadowRoot?.querySelectorAll('img') ?? [])]);
  const loads = images.filter((image) => image.src && !image.complete).map((image) => new Promise<void>((resolve) => {
    image.addEventListener('load', () => resolve(), { once: true });
    image.addEventListener('error', () => resolve(), { once: true });
  }));
  await Promise.race([Promise.all(loads), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}
