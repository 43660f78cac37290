import { PermanentError } from '@lodestream/component';
import type { ListedCoin, PriceAnswer, PriceQuote } from './price-quote.js';

/**
 * Makes the answer of what `read` finds of each coin: null where the coin is absent. A coin whose row cannot be read is missing, and is told
 * of in `unreadable`; where that leaves nothing, the answer is refused.
 * @throws PermanentError the first that `read` threw, where no coin could be read
 */
export function answerFor(
  coins: readonly ListedCoin[],
  credits: number | null,
  read: (listed: ListedCoin) => PriceQuote | null,
): PriceAnswer {
  const refusals: PermanentError[] = [];
  const attempt = (listed: ListedCoin): PriceQuote | null => {
    try {
      return read(listed);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      refusals.push(error);
      return null;
    }
  };
  const answers = coins.map((listed) => ({ listed, quote: attempt(listed) }));
  const quotes = answers.flatMap(({ quote }) => (quote === null ? [] : [quote]));
  if (quotes.length === 0 && refusals.length > 0) throw refusals[0]!;
  const missing = answers.filter(({ quote }) => quote === null).map(({ listed }) => listed.coin.id);
  return { quotes, missing, credits, ...(refusals.length === 0 ? {} : { unreadable: refusals.map(({ message }) => message) }) };
}
