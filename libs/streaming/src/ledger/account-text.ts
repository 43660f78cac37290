import { type Account, balances } from './account.js';

/** Kafka refuses more than 4096 bytes of metadata beside an offset. */
export const maxAccountText = 4_000;

const heads = ['from', 'at', 'stored', 'deadLettered', 'lost', 'compacted'] as const;

/**
 * An account as the text that travels with a committed offset, such as `L1 0 120 110 3 0 0 expired=7`.
 * @throws RangeError when its reasons would not fit beside an offset; reasons are closed sets, so that a test meets it, not a farm
 */
export function writeAccount(account: Account): string {
  const reasons = Object.entries(account.dropped).map(([reason, count]) => `${encodeURIComponent(reason)}=${count}`);
  const text = ['L1', ...heads.map((head) => account[head]), ...reasons].join(' ');
  if (text.length > maxAccountText) throw new RangeError(`an account of ${reasons.length} reasons does not fit beside an offset`);
  return text;
}

/** The account in a text, or null where it is none of ours or does not add up. */
export function readAccount(text: string): Account | null {
  const [version, ...rest] = text.split(' ');
  if (version !== 'L1') return null;
  const numbers = rest.slice(0, heads.length).map(Number);
  const dropped = Object.fromEntries(rest.slice(heads.length).map(readReason));
  const account = { ...Object.fromEntries(heads.map((head, i) => [head, numbers[i]])), dropped } as unknown as Account;
  const whole = [...numbers, ...Object.values(dropped)].every((n) => Number.isSafeInteger(n));
  return numbers.length === heads.length && whole && balances(account) ? account : null;
}

function readReason(text: string): [string, number] {
  const [reason = '', count = ''] = text.split('=');
  return [nameOf(reason), count === '' ? Number.NaN : Number(count)];
}

function nameOf(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
