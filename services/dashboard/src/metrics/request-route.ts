/** The routes that requests are counted by. */
export type RequestRoute = 'fleet' | 'miners' | 'miner' | 'series' | 'system' | 'market' | 'session' | 'commands' | 'api' | 'page';

const routes: readonly (readonly [RequestRoute, RegExp])[] = [
  ['fleet', /^\/api\/v1\/fleet\/?$/],
  ['miners', /^\/api\/v1\/miners\/?$/],
  ['miner', /^\/api\/v1\/miners\/[^/]+\/?$/],
  ['series', /^\/api\/v1\/(miners|market\/coins)\/[^/]+\/series\/?$/],
  ['system', /^\/api\/v1\/system\/?$/],
  ['market', /^\/api\/v1\/market\/?$/],
  ['session', /^\/api\/v1\/session\/?$/],
  ['commands', /^\/api\/v1\/((miners|market\/sources|market\/coins)\/[^/]+\/)?commands(\/[^/]+)?\/?$/],
  ['api', /^\/api(\/|$)/],
];

/** The route of a path; what is no part of the interface belongs to the page. */
export function routeOf(path: string): RequestRoute {
  return routes.find(([, pattern]) => pattern.test(path))?.[0] ?? 'page';
}
