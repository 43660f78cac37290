import { type Clock, type Lifecycle, type Log, silentLog } from '@lodestream/component';
import { createDoubles as namedByWords } from './coingecko/doubles.js';
import { createDoubles as namedByNumbers } from './coinmarketcap/doubles.js';
import type { MarketFaultPlan } from './faults/market-fault.js';
import { MarketFaultBook } from './faults/market-fault-book.js';
import { marketTruth, marketUsage, type MarketUsage } from './market-truth.js';
import { createDoubles as explorers } from './mempool/mempool.double.js';
import { createDoubles as listOfCoins } from './minerstat/minerstat.double.js';
import { createDoubles as nodes } from './node/node.double.js';
import { FaultDesk } from './wire/fault-desk.js';
import { ProviderBooks } from './wire/provider-books.js';
import { ProviderServer } from './wire/provider-server.js';
import { checkOpening } from './world/check-opening.js';
import { MarketWorld } from './world/market-world.js';
import { ShockBook, type ShockPlan } from './world/shock.js';

/** What a simulated market is grown from. Two of equal seed, opening and shocks are equal at equal times. */
export interface MarketOptions {
  readonly seed: number;
  /** Port on 127.0.0.1; 0: any that is free. */
  readonly port: number;
  readonly clock: Clock;
  /** When the world opened, in ms: planned troubles and shocks count from here. */
  readonly startMs: number;
  /** Troubles of the providers; left out: none. */
  readonly faults?: readonly MarketFaultPlan[];
  /** What moves prices and hashrates; left out: chance alone. */
  readonly shocks?: readonly ShockPlan[];
  readonly log?: Log;
}

/** The providers of prices and network figures, as doubles on one port, and what is true of all they speak about. */
export interface MarketDoubles extends Lifecycle {
  /** The world the doubles speak about; a pool's double stands on it too. */
  readonly world: MarketWorld;
  /** What goes wrong; may be told while it runs. */
  readonly faults: MarketFaultBook;
  /** Where the doubles are; a port of 0 is known only once started. */
  url(): string;
  /** Everything that is true at a moment, and how every provider was used so far. */
  truth(at: number): Record<string, unknown>;
  /** How every provider was used so far. */
  usage(): readonly MarketUsage[];
}

/** Makes a market; nothing listens before it is started. @throws PermanentError for an opening, a trouble or a move that can't be */
export function createMarketDoubles(options: MarketOptions): MarketDoubles {
  const { seed, port, clock, startMs, log = silentLog } = options;
  checkOpening(startMs, clock.now());
  const world = new MarketWorld(seed, new ShockBook(startMs, options.shocks ?? []));
  const faults = new MarketFaultBook(startMs, options.faults ?? []);
  const books = new ProviderBooks();
  const providers = [namedByWords, namedByNumbers, explorers, listOfCoins, nodes].flatMap((create) => create(world, faults));
  const parts = { world, faults, books, providers };
  const server = new ProviderServer(port, { ...parts, desk: new FaultDesk(faults), clock });
  const url = (): string => `http://127.0.0.1:${server.port}`;
  return {
    world,
    faults,
    url,
    truth: (at) => marketTruth(parts, at),
    usage: () => marketUsage(parts, clock.now()),
    start: async () => {
      await server.start();
      log.info('The simulated market is open.', { url: url() });
    },
    stop: () => server.stop(),
  };
}
