import { withMarket, type MarketWish } from '@lodestream/standalone';
import { InvalidArgumentError, type Command } from 'commander';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { addPartOptions, type PartOptions } from '../part-options.js';
import { wholeNumber } from '../whole-number.js';

interface MarketOptions extends PartOptions {
  readonly minutes?: number;
  readonly reason?: string;
}

/** `lodestream market poll-now|pause|resume|pin|unpin`: overrides how sources are polled and what a coin is worth; audited. */
export function addMarket(program: Command, output: Output): void {
  const market = program.command('market').description('override how sources of market data are polled, and prices; written to the audit');
  const source = ['<source>', 'its id, such as coingecko, market:coingecko, chain:mempool or node:bellscoin'] as const;
  const coin = ['<coin>', 'the id of the coin, such as bitcoin'] as const;
  const of = (action: MarketWish['action']) => (name: string, options: MarketOptions) =>
    ask({ subject: sourceOf(name), action }, options, output);
  addWish(market, 'poll-now', 'ask a source at once, within its budget')
    .argument(...source)
    .action(of('poll_now'));
  addMinutes(addWish(market, 'pause', 'ask a source nothing for a while').argument(...source)).action(of('pause_polling'));
  addWish(market, 'resume', 'end a pause')
    .argument(...source)
    .action(of('resume_polling'));
  addMinutes(addWish(market, 'pin', "put a price in place of the sources' for a while").argument(...coin))
    .argument('<usd>', 'the price of one whole coin in USD', priceIn)
    .action((name: string, usd: number, options: MarketOptions) =>
      ask({ subject: `coin:${name}`, action: 'pin_price', usd }, options, output),
    );
  addWish(market, 'unpin', 'end a pin')
    .argument(...coin)
    .action((name: string, options: MarketOptions) => ask({ subject: `coin:${name}`, action: 'unpin_price' }, options, output));
}

function addWish(market: Command, name: string, description: string): Command {
  return addPartOptions(market.command(name).description(description)).option('--reason <sentence>', 'why, for the audit');
}

function addMinutes(command: Command): Command {
  return command.option('--minutes <count>', 'how long it lasts; an hour where absent', wholeNumber(1, 10_080));
}

function sourceOf(name: string): string {
  if (/^(market|chain):/.test(name)) return name;
  return name.startsWith('node:') ? `chain:${name}` : `market:${name}`;
}

async function ask(wish: MarketWish, { minutes, reason, ...place }: MarketOptions, output: Output): Promise<void> {
  const given = { ...(minutes !== undefined && { minutes }), ...(reason !== undefined && { reason }) };
  const { outcome, detail, after } = await withMarket(place, (desk) => desk.ask({ ...wish, ...given }));
  const said = Object.entries(after).map(([name, value]) => `  ${name}: ${readable(name, value)}`);
  if (outcome !== 'succeeded') throw new CliError(`It was ${outcome}: ${detail ?? 'no reason was given'}`);
  output.out([`${wish.subject}: ${wish.action} ${outcome}`, ...said].join('\n'));
}

/** Times are read back as UTC milliseconds. */
function readable(name: string, json: string): string {
  const value = JSON.parse(json) as string | number | null;
  return typeof value === 'number' && /_(at|until)$/.test(name) ? new Date(value).toISOString() : String(value ?? 'none');
}

function priceIn(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a price in USD above 0.');
}
