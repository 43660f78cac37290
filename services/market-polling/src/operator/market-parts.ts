import type { Clock } from '@lodestream/component';
import type { ChainRound } from '../chains/chain-round.js';
import type { PriceRound } from '../rounds/price-round.js';
import type { SourceStandings } from '../standing/source-standings.js';
import type { OperatedMarket, Standing } from './operated-market.js';

/** What an operator can act on. */
export interface MarketPartsOptions {
  /** Null where no source gives prices. */
  readonly prices: PriceRound | null;
  readonly chains: readonly ChainRound[];
  readonly standings: Pick<SourceStandings, 'answeredAtMs'>;
  readonly clock: Clock;
}

/** The sources and coins of this service, by the names operators call them. */
export class MarketParts implements OperatedMarket {
  constructor(private readonly options: MarketPartsOptions) {}

  standing(subject: string): Standing | null {
    const [kind, name] = partsOf(subject);
    const { prices, standings } = this.options;
    if (kind === 'coin') return prices?.coins.some(({ id }) => id === name) ? { kind: 'coin', name, answeredAtMs: null } : null;
    return this.isSource(kind, name) ? { kind: 'source', name, answeredAtMs: standings.answeredAtMs(name) } : null;
  }

  async pollNow(subject: string, signal: AbortSignal): Promise<Error | null> {
    const [kind, name] = partsOf(subject);
    if (kind === 'market') return (await this.options.prices?.pollNow(name, signal)) ?? null;
    const round = this.options.chains.find(({ source }) => source.source === name);
    return round === undefined ? null : await round.run(signal);
  }

  retell(): void {
    this.options.prices?.settleAll(this.options.clock.now());
  }

  private isSource(kind: string, name: string): boolean {
    const { prices, chains } = this.options;
    return kind === 'market'
      ? (prices?.sources.includes(name) ?? false)
      : kind === 'chain' && chains.some(({ source }) => source.source === name);
  }
}

/** A node's name has a colon of its own. */
function partsOf(subject: string): [string, string] {
  const at = subject.indexOf(':');
  return [subject.slice(0, at), subject.slice(at + 1)];
}
