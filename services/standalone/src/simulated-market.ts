/** Keys that the doubles of the providers know: of the free plans, whose limits a newcomer has too. */
const freeKeys = { coingecko: 'CG-simulated-demo', coinmarketcap: 'cmc-simulated-basic' };

/** Coins that the simulated farm could mine: one chain of its own, and a merge-mined group. */
const coins = ['bitcoin', 'litecoin', 'dogecoin', 'bellscoin', 'pepecoin-network'];

/** Chains without an explorer, which are asked of a node of their own; user and password as the doubles have them. */
const nodes = ['dogecoin', 'bellscoin', 'pepecoin-network'];
const nodeUser = { username: 'lodestream', password: 'simulated' };

/** The section `market_data` for a market that is simulated at a URL: a real one differs by keys and addresses alone. */
export function simulatedMarket(url: string): Record<string, unknown> {
  return {
    coingecko: { api_key: freeKeys.coingecko, base_url: `${url}/coingecko/api/v3`, coins },
    coinmarketcap: { api_key: freeKeys.coinmarketcap, base_url: `${url}/coinmarketcap` },
    // every address that has a default is set, so that nothing of a simulation leaves this machine
    networks: {
      mempool_url: `${url}/mempool/api`,
      litecoinspace_url: `${url}/litecoinspace/api`,
      minerstat_url: `${url}/minerstat/v2`,
      nodes: nodes.map((coin) => ({ coin, url: `${url}/node/${coin}`, ...nodeUser })),
    },
  };
}
