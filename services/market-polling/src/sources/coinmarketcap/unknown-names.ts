import { PermanentError } from '@lodestream/component';

/** The provider refused a whole call because it does not know some of the names in it. */
export class UnknownNames extends PermanentError {
  constructor(
    /** The names as they were asked for: ids, or tickers. */
    readonly names: readonly string[],
  ) {
    super(`CoinMarketCap does not know ${names.join(', ')}`.slice(0, 200), 'validation');
  }
}

/** The names that a refusal complains of, as in `Invalid value for "id": "7,8"`; none where it is about something else. */
export function unknownNamesIn(message: string): readonly string[] {
  const listed = /^Invalid values? for "(?:id|symbol|slug)": "([^"]*)"/.exec(message)?.[1] ?? '';
  return listed.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}
