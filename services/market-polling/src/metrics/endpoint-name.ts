/** Endpoints by how their paths look; ids, versions and windows are no part of a name. */
const endpoints = [
  ['coins_markets', /^\/coins\/markets$/],
  ['market_chart', /^\/coins\/[^/]+\/market_chart(\/range)?$/],
  ['simple_price', /\/simple\/price$/],
  ['global', /^\/global$|\/global-metrics\//],
  ['quotes', /\/quotes\/latest$/],
  ['listings', /\/listings\/latest$/],
  ['map', /\/cryptocurrency\/map$/],
  ['key_info', /\/key(\/info)?$/],
  ['hashrate', /\/mining\/hashrate\//],
  ['difficulty_adjustment', /\/difficulty-adjustment$/],
  ['reward_stats', /\/mining\/reward-stats\//],
  ['tip_height', /\/blocks\/tip\/height$/],
  ['coins', /^\/coins$/],
  ['rpc', /^$/],
] as const satisfies readonly (readonly [string, RegExp])[];

/** The name metrics call an endpoint by; a closed list, so that no id of a coin becomes a series of its own. */
export type EndpointName = (typeof endpoints)[number][0] | 'other';

/** The name of the endpoint at a path, without its query. */
export function endpointName(path: string): EndpointName {
  return endpoints.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
}
