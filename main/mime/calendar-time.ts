/** Times of a calendar to moments (RFC 5545 3.3.5, 3.6.5): by the system's time zones, else by the rules the calendar brings along, never by expanding them. */
import type ICAL from 'ical.js';
import type { Invitation } from '../../shared/model/message-details.ts';

type When = NonNullable<Invitation['start']>;

/** One change of the clocks: from when on, every year, and the offset behind it in minutes. */
export interface Observance { offset: number; month: number; weekday: number; nth: number; minutes: number }
export interface OwnZone { observances: Observance[] }

const two = (value: number): string => `${value}`.padStart(2, '0');
const minutesOf = (time: ICAL.Time): number => Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute) / 60_000;

/** `zone`: TZID as written, '' for floating, 'UTC'. Null for a date that is none. */
export function whenOf(time: ICAL.Time, zone: string, zones: ReadonlyMap<string, OwnZone>): When | null {
  if (!(time.year >= 1 && time.year <= 9999)) return null;
  const date = `${`${time.year}`.padStart(4, '0')}-${two(time.month)}-${two(time.day)}`;
  if (time.isDate) return { date, time: null, zone: '', at: null };
  const shown = zone.replace(/^\/[^/]{1,100}\/(?=[A-Z])/u, '').slice(0, 100);
  const local = minutesOf(time);
  const offset = zone === 'UTC' ? 0 : zone === '' ? null : (systemOffset(shown, local) ?? ownOffset(zones.get(zone), time, local));
  return { date, time: `${two(time.hour)}:${two(time.minute)}`, zone: shown, at: offset === null ? null : (local - offset) * 60_000 };
}

/** Minutes east of UTC at that local time; null for a zone the system does not know. */
function systemOffset(zone: string, local: number): number | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  } catch {
    return null; // not a name of the tz database
  }
  const offsetAt = (minutes: number): number => {
    const parts = Object.fromEntries(format.formatToParts(new Date(minutes * 60_000)).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute']) / 60_000 - minutes;
  };
  // Twice: the first guess may lie on the other side of a change of the clocks.
  return offsetAt(local - offsetAt(local));
}

/** By the rules that came along: the last change before that time in its year, or the last of the year before. */
function ownOffset(zone: OwnZone | undefined, time: ICAL.Time, local: number): number | null {
  if (!zone || zone.observances.length === 0) return null;
  const [only] = zone.observances;
  if (zone.observances.length === 1) return only!.offset;
  const changes = zone.observances.map((one) => ({ offset: one.offset, at: changeIn(time.year, one) })).sort((a, b) => a.at - b.at);
  return (changes.findLast(({ at }) => at <= local) ?? changes.at(-1)!).offset;
}

/** Local minutes of the nth weekday of a month; -1 counts from its end. */
function changeIn(year: number, { month, weekday, nth, minutes }: Observance): number {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  let day = 1 + ((weekday - first + 7) % 7) + (Math.max(1, nth) - 1) * 7;
  if (nth < 0) day = days - ((new Date(Date.UTC(year, month - 1, days)).getUTCDay() - weekday + 7) % 7);
  return Date.UTC(year, month - 1, day) / 60_000 + minutes;
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const MOST_ZONES = 20;
const MOST_OBSERVANCES = 10;

/** Zones by TZID. A rule other than "the nth weekday of a month" counts from its first day. */
export function ownZones(calendar: ICAL.Component): Map<string, OwnZone> {
  const zones = new Map<string, OwnZone>();
  for (const zone of calendar.getAllSubcomponents('vtimezone').slice(0, MOST_ZONES)) {
    const id = zone.getFirstPropertyValue('tzid');
    if (typeof id !== 'string' || id.length > 200) continue;
    // Of rules that followed each other in the course of the years the newest of each kind.
    const newest = ['standard', 'daylight'].flatMap((kind) => zone.getAllSubcomponents(kind).slice(-MOST_OBSERVANCES).map(observance).filter((one) => one !== null).slice(-1));
    zones.set(id, { observances: newest });
  }
  return zones;
}

function observance(component: ICAL.Component): Observance | null {
  const offset = component.getFirstPropertyValue('tzoffsetto') as ICAL.UtcOffset | null;
  const start = component.getFirstPropertyValue('dtstart') as ICAL.Time | null;
  if (!offset || !start) return null;
  const rule = component.getFirstPropertyValue('rrule') as ICAL.Recur | null;
  const day = /^([+-]?\d)?([A-Z]{2})$/u.exec(`${rule?.parts.BYDAY?.[0] ?? ''}`);
  const weekday = WEEKDAYS.indexOf(day?.[2] ?? '');
  return {
    offset: offset.toSeconds() / 60,
    month: Number(rule?.parts.BYMONTH?.[0] ?? start.month),
    weekday: weekday >= 0 ? weekday : new Date(Date.UTC(start.year, start.month - 1, start.day)).getUTCDay(),
    nth: day?.[1] ? Number(day[1]) : Math.ceil(start.day / 7),
    minutes: start.hour * 60 + start.minute,
  };
}
