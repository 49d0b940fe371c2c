/** docs/servers.md: the table of extensions and servers, written and read. */
import { probes } from './probes/all.ts';
import { scriptedOnly } from './scripted-only.ts';
import type { MatrixResult } from './suite.ts';

/** Columns, in order. */
export type Cells = Map<string, Map<string, string>>;

/** Between these lines the document is generated. */
const BEGIN = '<!-- the table: npm run servers -- --all --write -->';
const END = '<!-- end of the table -->';
/** A server that was not run and never has been. */
const UNKNOWN = '?';
const WORDS = { passed: '✓', 'not offered': '–' } as const;

/** Server, then extension. */
export function cellsOf(results: readonly MatrixResult[]): Cells {
  const cells: Cells = new Map();
  for (const { server, extension, outcome, why = '' } of results) {
    const column = cells.get(server) ?? new Map<string, string>();
    column.set(extension, outcome === 'fails' ? `fails: ${why}` : WORDS[outcome]);
    cells.set(server, column);
  }
  return cells;
}

/** `earlier` fills the columns of servers that were not run this time. */
export function renderTable(servers: readonly string[], cells: Cells, earlier: Cells = new Map()): string {
  const cell = (server: string, extension: string) => (cells.has(server) ? cells : earlier).get(server)?.get(extension) ?? UNKNOWN;
  const rows = probes.map(({ extension, rfc }) => [extension, String(rfc), ...servers.map((server) => cell(server, extension))]);
  const table = [['Extension', 'RFC', ...servers], ['---', '---', ...servers.map(() => '---')], ...rows].map(line).join('\n');
  const scripted = scriptedOnly.map(({ extension, rfc, test }) => line([extension, rfc === null ? '' : String(rfc), `\`${test}\``]));
  return `${table}\n\n### Scripted only\n\nOffered by none of these servers; tested in scripted conversations.\n\n${[line(['Extension', 'RFC', 'Test']), line(['---', '---', '---']), ...scripted].join('\n')}\n`;
}

const line = (values: readonly string[]): string => `| ${values.map((value) => value.replaceAll('|', '\\|').replace(/\s+/gu, ' ')).join(' | ')} |`;

/** What a document says; empty where it has no table. */
export function readTable(document: string): { servers: string[]; extensions: string[]; cells: Cells; scripted: string[] } {
  const between = document.includes(BEGIN) ? document.slice(document.indexOf(BEGIN) + BEGIN.length, document.indexOf(END)) : '';
  const [main = '', scripted = ''] = between.split('### Scripted only');
  const rows = rowsOf(main);
  const servers = rows[0]?.slice(2) ?? [];
  const cells: Cells = new Map(servers.map((server) => [server, new Map()]));
  for (const [extension = '', , ...values] of rows.slice(2)) values.forEach((value, index) => cells.get(servers[index]!)?.set(extension, value));
  return { servers, extensions: rows.slice(2).map(([extension = '']) => extension), cells, scripted: rowsOf(scripted).slice(2).map(([extension = '']) => extension) };
}

const rowsOf = (text: string): string[][] =>
  text.split('\n').filter((row) => row.startsWith('| ')).map((row) => row.slice(2, -2).split(/(?<!\\) \| /u).map((value) => value.trim().replaceAll('\\|', '|')));

/** The document with another table in it. */
export function replaceTable(document: string, table: string): string {
  const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (from < 0 || to < from) throw new Error('the document has no place for the table');
  return `${document.slice(0, from)}${BEGIN}\n\n${table}\n${document.slice(to)}`;
}
