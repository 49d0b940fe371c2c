/** Words the reader puts together: dates in full, remote hosts. */

/** `Tuesday, 3 March 2026 at 14:05 CET`, in the zone of this computer. */
export function fullDate(date: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short', ...(timeZone ? { timeZone } : {}) }).format(date);
}

/** `3 Mar 2026, 14:05`. */
export function cardDate(date: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(timeZone ? { timeZone } : {}) }).format(date);
}

/** `images.example.com`, `a.example and b.example`, `a.example, b.example and 3 more`. */
export function hostWords(hosts: readonly string[]): string {
  if (hosts.length <= 1) return hosts[0] ?? '';
  if (hosts.length === 2) return `${hosts[0]} and ${hosts[1]}`;
  return `${hosts[0]}, ${hosts[1]} and ${hosts.length - 2} more`;
}

/** `3 images from a.example and b.example would be loaded`, for the bar. */
export function remoteWords(count: number, hosts: readonly string[]): string {
  return `${count === 1 ? 'One image' : `${count} images`} from ${hostWords(hosts)} ${count === 1 ? 'was' : 'were'} not loaded. Loading tells the sender that you read this.`;
}
