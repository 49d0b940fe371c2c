/** A calendar part to what a person wants to know of it (RFC 5545, RFC 5546): when, where, who. Nothing is expanded, nothing fetched. */
import ICAL from 'ical.js';
import type { Invitation } from '../../shared/model/message-details.ts';
import { CALENDAR_LIMIT } from './calendar-type.ts';
import { ownZones, whenOf, type OwnZone } from './calendar-time.ts';

const MOST_ATTENDEES = 200;
const LONGEST_TEXT = 10_000;
const LONGEST_LINE = 64 * 1024;
/** Lines that a calendar of an invitation may have: parsing takes time for each. */
const MOST_LINES = 4_000;
const STATES: Readonly<Record<string, Invitation['attendees'][number]['state']>> = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative', DELEGATED: 'delegated', 'NEEDS-ACTION': 'waiting' };
const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** Null if it is too large or cannot be understood. Never throws. */
export function readInvitation(text: string, section: string, declaredMethod = ''): Invitation | null {
  if (text.length > CALENDAR_LIMIT || tooMuch(text)) return null;
  try {
    const parsed: unknown = ICAL.parse(text);
    const [first] = (Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed : [parsed]) as unknown[];
    return describe(new ICAL.Component(first as unknown[]), section, declaredMethod);
  } catch {
    return null; // a calendar that is none: its file can be saved
  }
}

/** Lines that are too many, too long, or open components in components. */
function tooMuch(text: string): boolean {
  let lines = 0;
  let depth = 0;
  for (let at = 0; at < text.length; lines += 1) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (end - at > LONGEST_LINE || lines > MOST_LINES) return true;
    const word = text.slice(at, at + 6).toUpperCase();
    depth += word === 'BEGIN:' ? 1 : word.startsWith('END:') ? -1 : 0;
    if (depth > 5) return true;
    at = end + 1;
  }
  return false;
}

function describe(calendar: ICAL.Component, section: string, declaredMethod: string): Invitation | null {
  const events = calendar.getAllSubcomponents('vevent');
  const tasks = calendar.getAllSubcomponents('vtodo');
  // The one that the others are exceptions of.
  const main = events.find((event) => !event.hasProperty('recurrence-id')) ?? events[0] ?? tasks[0];
  if (!main) return null;
  const zones = ownZones(calendar);
  const start = when(main, 'dtstart', zones);
  const allDay = start !== null && start.time === null;
  const attendees = main.getAllProperties('attendee');
  return {
    section,
    method: (textOf(calendar, 'method') || declaredMethod).toUpperCase().slice(0, 40),
    kind: events.length > 0 ? 'event' : 'task',
    uid: textOf(main, 'uid').slice(0, 1_000),
    summary: textOf(main, 'summary').slice(0, 1_000),
    description: textOf(main, 'description'),
    location: textOf(main, 'location').slice(0, 1_000),
    status: textOf(main, 'status').toUpperCase().slice(0, 40),
    start,
    end: ending(main, start, allDay, zones),
    allDay,
    recurs: recurrence(main),
    organizer: person(main.getFirstProperty('organizer')),
    attendees: attendees.slice(0, MOST_ATTENDEES).flatMap((one) => {
      const who = person(one);
      return who ? [{ ...who, state: STATES[parameter(one, 'partstat').toUpperCase() || 'NEEDS-ACTION'] ?? 'unknown', optional: /^(?:OPT|NON)-PARTICIPANT$/iu.test(parameter(one, 'role')) }] : [];
    }),
    more: { events: Math.max(0, events.length + tasks.length - 1), attendees: Math.max(0, attendees.length - MOST_ATTENDEES) },
  };
}

function when(component: ICAL.Component, name: string, zones: ReadonlyMap<string, OwnZone>): Invitation['start'] {
  const property = component.getFirstProperty(name);
  const value: unknown = property?.getFirstValue();
  if (!property || !(value instanceof ICAL.Time)) return null;
  const written = parameter(property, 'tzid');
  return whenOf(value, written || (value.zone === ICAL.Timezone.utcTimezone ? 'UTC' : ''), zones);
}

/** DTEND, DUE, or DTSTART and DURATION; of whole days the last one. */
function ending(component: ICAL.Component, start: Invitation['start'], allDay: boolean, zones: ReadonlyMap<string, OwnZone>): Invitation['end'] {
  const end = when(component, 'dtend', zones) ?? when(component, 'due', zones);
  if (end && allDay && end.time === null) {
    const last = new Date(Date.parse(`${end.date}T00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    return { ...end, date: start && last < start.date ? start.date : last };
  }
  if (end) return end;
  const duration: unknown = component.getFirstPropertyValue('duration');
  const begun: unknown = component.getFirstPropertyValue('dtstart');
  if (!(duration instanceof ICAL.Duration) || !(begun instanceof ICAL.Time) || !start || Math.abs(duration.toSeconds()) > 366 * 86_400) return null;
  const moved = begun.clone();
  moved.addDuration(duration);
  const zone = parameter(component.getFirstProperty('dtstart')!, 'tzid') || (begun.zone === ICAL.Timezone.utcTimezone ? 'UTC' : '');
  const reached = whenOf(moved, zone, zones);
  return reached && start.at !== null && reached.at !== null ? { ...reached, at: start.at + duration.toSeconds() * 1_000 } : reached;
}

/** What the rule says, in its own numbers: which days that makes nobody works out here. */
function recurrence(component: ICAL.Component): Invitation['recurs'] {
  const rule: unknown = component.getFirstPropertyValue('rrule');
  if (!(rule instanceof ICAL.Recur) || !FREQUENCIES.includes(rule.freq)) return null;
  return {
    frequency: rule.freq.toLowerCase() as NonNullable<Invitation['recurs']>['frequency'],
    interval: Math.max(1, Number(rule.interval) || 1),
    days: (rule.parts.BYDAY ?? []).slice(0, 31).map((day) => `${day}`),
    count: Number.isFinite(Number(rule.count)) && rule.count !== null && rule.count !== undefined ? Number(rule.count) : null,
    until: rule.until ? rule.until.toString().slice(0, 10) : null,
  };
}

function person(property: ICAL.Property | null | undefined): Invitation['organizer'] {
  if (!property) return null;
  const written = `${property.getFirstValue() as unknown as string}`;
  const address = (/^mailto:/iu.test(written) ? written.slice(7) : parameter(property, 'email')).trim().slice(0, 512);
  const name = parameter(property, 'cn').slice(0, 500);
  return address === '' && name === '' ? null : { name, address };
}

function parameter(property: ICAL.Property, name: string): string {
  const value: unknown = property.getParameter(name);
  return typeof value === 'string' ? value : Array.isArray(value) ? `${value[0]}` : '';
}

function textOf(component: ICAL.Component, name: string): string {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
}
