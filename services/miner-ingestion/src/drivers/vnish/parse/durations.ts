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

/** Seconds since the last share from `h:mm:ss`; null for `0`, which says that there was none. */
export function elapsedSeconds(text: string | null): number | null {
  const match = /^(\d{1,6}):(\d{2}):(\d{2})$/.exec(text?.trim() ?? '');
  return match === null ? null : Number(match[1]) * 3_600 + Number(match[2]) * 60 + Number(match[3]);
}
