/** Which parts are calendars, and how large one may be to be read: apart from the reader, which is loaded when one is. */

/** Octets of a calendar that is read; a larger one is an attachment. */
export const CALENDAR_LIMIT = 256 * 1024;

export const isCalendarType = (type: string): boolean => type === 'text/calendar' || type === 'application/ics';
