import { none } from './format';

const wholes = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const parts = new Intl.NumberFormat('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 4 });
const shorts = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
const scales = [
  { factor: 1e24, sign: 'Y' },
  { factor: 1e21, sign: 'Z' },
  { factor: 1e18, sign: 'E' },
  { factor: 1e15, sign: 'P' },
  { factor: 1e12, sign: 'T' },
  { factor: 1e9, sign: 'G' },
  { factor: 1e6, sign: 'M' },
] as const;
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 8 });
const satoshisABitcoin = 1e8;

/** An amount of money in cents where it is one or more, and in as many digits as say something below. */
export function money(value: number | null | undefined): string {
  if (value === null || value === undefined) return none;
  if (value === 0) return '0.00';
  return Math.abs(value) >= 1 ? wholes.format(value) : parts.format(value);
}

/** An amount of bitcoin; small ones in satoshis, for nobody counts zeros. */
export function bitcoin(value: number | null | undefined): { readonly text: string; readonly unit: string } {
  if (value === null || value === undefined) return { text: none, unit: 'BTC' };
  return value !== 0 && Math.abs(value) < 0.001
    ? { text: shorts.format(value * satoshisABitcoin), unit: 'sat' }
    : { text: shorts.format(value), unit: 'BTC' };
}

/** An amount of coins; bitcoins in satoshis where they are few. */
export function coins(value: number | null | undefined, symbol: string | null): { readonly text: string; readonly unit: string } {
  if (symbol === 'BTC') return bitcoin(value);
  return { text: value === null || value === undefined ? none : shorts.format(value), unit: symbol ?? '' };
}

/** A change in percent with its sign, which tells the direction without a colour. */
export function change(percent: number | null | undefined): string {
  if (percent === null || percent === undefined) return none;
  const text = Math.abs(percent).toFixed(Math.abs(percent) < 10 ? 2 : 1);
  return `${Number(text) === 0 ? '' : percent > 0 ? '+' : '−'}${text} %`;
}

/** A large number in thousands, millions, billions …, by the signs of SI. */
export function large(value: number | null | undefined): string {
  if (value === null || value === undefined) return none;
  const scale = scales.find(({ factor }) => Math.abs(value) >= factor);
  return scale === undefined ? shorts.format(value) : `${shorts.format(value / scale.factor)} ${scale.sign}`;
}

/** A large amount of money in K, M, B or T, as markets write it. */
export const moneyInShort = (value: number | null | undefined): string =>
  value === null || value === undefined ? none : compact.format(value);

/** An amount to the last digit that chains count in. */
export const whole = (value: number | null | undefined): string => (value === null || value === undefined ? none : exact.format(value));
