/** The time of a line of the log: always with its date and its seconds, so that lines can be compared at a glance. */

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-03-03 15:07:30` in the time zone of this computer. */
export function localTime(at: number): string {
  const moment = new Date(at);
  const date = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-');
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':');
  return `${date} ${time}`;
}

/** The same in UTC, without naming the zone. */
export function utcTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** `2026-03-03 15:07:30 – 15:09:11`; with both dates where they differ. */
export function timeSpan({ from, to }: { readonly from: number; readonly to: number }): string {
  const [start, end] = [localTime(from), localTime(to)];
  const dateEnd = start.indexOf(' ') + 1;
  const isOneDay = start.slice(0, dateEnd) === end.slice(0, dateEnd);
  return `${start} – ${isOneDay ? end.slice(dateEnd) : end}`;
}
