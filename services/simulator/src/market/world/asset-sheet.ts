/** When the figures of the sheets hold: the walks of prices and hashrates are counted from here, and so are the chains. */
export const anchorMs = Date.UTC(2025, 0, 1);

/** One asset of the simulated market. */
export interface Asset {
  /** Its id in our table; one with a name like it, which must never be taken for it, has an id that the table lacks. */
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
  /** US dollars at {@link anchorMs}. */
  readonly usd: number;
  /** Deviation of a day's logarithmic return. */
  readonly dailyDeviation: number;
  /** Coins in circulation at {@link anchorMs}. */
  readonly supply: number;
  /** Most coins there will ever be; null without a limit. */
  readonly maxSupply: number | null;
  /** Part of its market capitalization that is traded in a day. */
  readonly turnover: number;
  /** Seconds between two new prices of it at a provider: small coins are traded seldom. */
  readonly newPriceSeconds: number;
  /**
   * Its identities at the doubles: a word at the one provider (CoinGecko), a number and a slug at the other (CoinMarketCap). Numbers
   * that our table of coins lacks are made up.
   */
  readonly listed: { readonly word: string; readonly number: number; readonly slug: string };
}

type Row = readonly [
  id: string,
  symbol: string,
  name: string,
  usd: number,
  dailyDeviation: number,
  supply: number,
  maxSupply: number | null,
  turnover: number,
  newPriceSeconds: number,
  listing: readonly [string, number, string],
];

const rows: readonly Row[] = [
  ['bitcoin', 'BTC', 'Bitcoin', 88_000, 0.022, 19.8e6, 21e6, 0.02, 60, ['bitcoin', 1, 'bitcoin']],
  ['ethereum', 'ETH', 'Ethereum', 3_000, 0.03, 120.4e6, null, 0.04, 60, ['ethereum', 1027, 'ethereum']],
  ['litecoin', 'LTC', 'Litecoin', 90, 0.033, 75.5e6, 84e6, 0.06, 60, ['litecoin', 2, 'litecoin']],
  ['dogecoin', 'DOGE', 'Dogecoin', 0.15, 0.04, 147.6e9, null, 0.05, 60, ['dogecoin', 74, 'dogecoin']],
  ['bitcoin-cash', 'BCH', 'Bitcoin Cash', 450, 0.032, 19.8e6, 21e6, 0.04, 60, ['bitcoin-cash', 1831, 'bitcoin-cash']],
  ['bellscoin', 'BELLS', 'Bellscoin', 0.31, 0.06, 58e6, null, 0.004, 300, ['bellscoin', 980_001, 'bellscoin']],
  ['pepecoin-network', 'PEP', 'Pepecoin', 0.00042, 0.065, 98e9, null, 0.003, 300, ['pepecoin-network', 980_002, 'pepecoin-org']],
  ['junkcoin', 'JKC', 'Junkcoin', 0.06, 0.07, 14e6, null, 0.002, 600, ['junkcoin', 980_003, 'junkcoin']],
  ['luckycoin', 'LKY', 'Luckycoin', 0.25, 0.07, 18e6, 20e6, 0.002, 600, ['luckycoin', 980_004, 'luckycoin']],
  ['dingocoin', 'DINGO', 'Dingocoin', 0.00004, 0.07, 120e9, null, 0.001, 600, ['dingocoin', 980_005, 'dingocoin']],
  ['namecoin', 'NMC', 'Namecoin', 0.9, 0.05, 14.7e6, 21e6, 0.01, 120, ['namecoin', 3, 'namecoin']],
  ['digibyte', 'DGB', 'DigiByte', 0.011, 0.042, 17.4e9, 21e9, 0.04, 60, ['digibyte', 109, 'digibyte']],
  ['kaspa', 'KAS', 'Kaspa', 0.11, 0.045, 25.4e9, 28.7e9, 0.03, 60, ['kaspa', 20_396, 'kaspa']],
  ['ethereum-classic', 'ETC', 'Ethereum Classic', 25, 0.035, 150e6, 210.7e6, 0.05, 60, ['ethereum-classic', 1321, 'ethereum-classic']],
  ['zcash', 'ZEC', 'Zcash', 55, 0.045, 16e6, 21e6, 0.1, 60, ['zcash', 1437, 'zcash']],
  ['dash', 'DASH', 'Dash', 38, 0.04, 12e6, 18.9e6, 0.15, 60, ['dash', 131, 'dash']],
  ['ravencoin', 'RVN', 'Ravencoin', 0.02, 0.045, 14.8e9, 21e9, 0.05, 60, ['ravencoin', 2577, 'ravencoin']],
  ['monero', 'XMR', 'Monero', 190, 0.03, 18.4e6, null, 0.03, 60, ['monero', 328, 'monero']],
  // others with a ticker or a name like one of the above
  ['x-pepe', 'PEPE', 'Pepe', 0.00002, 0.055, 420.69e12, 420.69e12, 0.3, 60, ['pepe', 24_478, 'pepe']],
  ['x-pepecoin', 'PEPECOIN', 'PepeCoin', 0.9, 0.07, 110e6, 133.8e6, 0.02, 120, ['pepecoin', 4_907, 'memetic']],
  ['x-bella', 'BEL', 'Bella Protocol', 0.7, 0.05, 80e6, 100e6, 0.2, 60, ['bella-protocol', 6_928, 'bella-protocol']],
  ['x-lucky-cat', 'LKY', 'Lucky Yield', 0.0007, 0.08, 1e9, 1e9, 0.01, 600, ['lucky-yield', 980_901, 'lucky-yield']],
  ['x-pep-token', 'PEP', 'Pep Token', 0.013, 0.08, 1e9, 1e9, 0.01, 600, ['pep-token', 980_902, 'pep-token']],
];

/** Every asset of the simulated market. */
export const assets: readonly Asset[] = rows.map(
  ([id, symbol, name, usd, dailyDeviation, supply, maxSupply, turnover, newPriceSeconds, [word, number, slug]]) => ({
    id,
    symbol,
    name,
    usd,
    dailyDeviation,
    supply,
    maxSupply,
    turnover,
    newPriceSeconds,
    listed: { word, number, slug },
  }),
);

const byId = new Map(assets.map((asset) => [asset.id, asset]));

/** The asset with that id; undefined for any other. */
export const findAsset = (id: string): Asset | undefined => byId.get(id);
