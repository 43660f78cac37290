import { listOf, type ProviderAnswer, type ProviderCall } from '../wire/provider.js';
import type { MarketWorld } from '../world/market-world.js';
import type { Customer } from './access.js';
import { failed } from './envelope.js';

/** Currencies to convert to, or why it will not: free plans convert to one. */
export function convertsOf({ prices, assets }: MarketWorld, call: ProviderCall, { plan }: Customer): readonly string[] | ProviderAnswer {
  const asked = listOf(call.query.get('convert')).map((currency) => currency.toUpperCase());
  const converts = asked.length === 0 ? ['USD'] : asked;
  if (converts.length > plan.converts) return failed(call.at, 400, `Your plan is limited to ${plan.converts} convert options`);
  const unknown = converts.find((currency) => prices.in(currency.toLowerCase(), assets[0]!, call.at) === null);
  return unknown === undefined ? converts : failed(call.at, 400, `Invalid value for "convert": "${unknown}"`);
}

/** Credits a call costs: one for each so many coins, at least one, and one for each currency more than the first. */
export const creditsFor = (coins: number, perCredit: number, converts: readonly string[]): number =>
  Math.max(1, Math.ceil(coins / perCredit)) + converts.length - 1;
