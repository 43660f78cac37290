/**
 * Seconds from the text of `uptime(1)`, such as `0:06` (hours and minutes), `12 min` or `9 days,  3:58`; null where it is none.
 */
export function uptimeSeconds(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const match = /^\s*(?:(\d{1,6})\s*days?\s*,?\s*)?(?:(\d{1,6}):(\d{2})(?::(\d{2}))?|(\d{1,6})\s*min\w*)?\s*$/i.exec(text);
  if (match === null) return null;
  const [, days, hours, minutes, seconds, onlyMinutes] = match.map((part) => Number(part ?? 0));
  return (days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + ((minutes ?? 0) + (onlyMinutes ?? 0)) * 60 + (seconds ?? 0);
}

const colon = 58;
const digit0 = 48;

/** Seconds since the last share from `h:mm:ss`; null for `0`, which says that there was none. Asked for every pool of every poll. */
export function elapsedSeconds(text: string | null): number | null {
  const clock = text?.trim() ?? '';
  const end = clock.length;
  if (end < 7 || end > 12 || clock.charCodeAt(end - 3) !== colon || clock.charCodeAt(end - 6) !== colon) return null;
  const seconds = digits(clock, 0, end - 6) * 3_600 + digits(clock, end - 5, end - 3) * 60 + digits(clock, end - 2, end);
  return Number.isNaN(seconds) ? null : seconds;
}

/** The number that digits stand for; NaN where one of them is none. */
function digits(text: string, from: number, end: number): number {
  let value = 0;
  for (let at = from; at < end; at += 1) {
    const digit = text.charCodeAt(at) - digit0;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value;
}
