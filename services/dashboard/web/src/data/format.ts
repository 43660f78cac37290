import type { Covered } from './types';

/** What stands for a value that is not known. */
export const none = '–';

const steps = [
  { factor: 1e9, prefix: 'G' },
  { factor: 1e6, prefix: 'M' },
  { factor: 1e3, prefix: 'k' },
] as const;
const hashUnits = ['H/s', 'kH/s', 'MH/s', 'GH/s', 'TH/s', 'PH/s', 'EH/s', 'ZH/s'];

const formats = new Map<number, Intl.NumberFormat>();

/** Made once: `toLocaleString` makes one for nearly every call, which a hundred rows a second feel. */
function formatOf(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals) ?? new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  formats.set(decimals, known);
  return known;
}

const anyDigits = new Intl.NumberFormat('en');

/** A number with as many digits as it takes to be useful, or the sign for not known. */
export function number(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return none;
  const decimals = value === 0 ? 0 : Math.max(0, Math.min(digits, digits - 1 - Math.floor(Math.log10(Math.abs(value)))));
  return formatOf(decimals).format(value);
}

const smallFormats = new Map<number, Intl.NumberFormat>();

/** Like {@link number}, but below one with as many decimals as its digits need: a price may be a thousandth. */
export function figures(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || value === 0 || Math.abs(value) >= 1) return number(value, digits);
  const format = smallFormats.get(digits) ?? new Intl.NumberFormat('en', { maximumSignificantDigits: digits });
  smallFormats.set(digits, format);
  return format.format(value);
}

/** A hashrate in the unit that keeps it readable. */
export function hashrate(value: number | null, unit: string | null): { readonly text: string; readonly unit: string } {
  if (value === null || unit === null) return { text: none, unit: unit ?? '' };
  let at = hashUnits.indexOf(unit);
  if (at === -1) return { text: number(value), unit };
  let shown = value;
  while (shown >= 1_000 && at < hashUnits.length - 1) {
    shown /= 1_000;
    at += 1;
  }
  return { text: number(shown), unit: hashUnits[at] ?? unit };
}

/** A power in W, kW or MW. */
export function power(watts: number | null): { readonly text: string; readonly unit: string } {
  if (watts === null) return { text: none, unit: 'W' };
  const step = steps.find(({ factor }) => watts >= factor);
  return step ? { text: number(watts / step.factor), unit: `${step.prefix}W` } : { text: number(watts, 4), unit: 'W' };
}

/** A share of one in percent; what is not whole never reads as 100 %. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined) return none;
  const shown = share < 1 ? Math.min(99.9, share * 100) : 100;
  return `${shown >= 99.95 || shown < 1 ? shown.toFixed(shown === 100 || shown === 0 ? 0 : 1) : shown.toFixed(shown < 10 ? 1 : 0)} %`;
}

/** Whether a sum leaves something out. */
export const isPartial = ({ coverage }: Covered): boolean => coverage === null || coverage < 1;

/** How long ago, in one unit. */
export function age(ms: number | null): string {
  if (ms === null) return 'never';
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** A time of day, with the date where it is not today's. */
export function time(ms: number): string {
  const then = new Date(ms);
  const clock = then.toLocaleTimeString('en-GB');
  return then.toDateString() === new Date().toDateString() ? clock : `${then.toLocaleDateString('en-CA')} ${clock}`;
}

/** A whole number with its thousands apart. */
export const count = (value: number | null | undefined): string => (value === null || value === undefined ? none : anyDigits.format(value));
