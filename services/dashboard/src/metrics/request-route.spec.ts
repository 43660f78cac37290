import { expect, it } from '@jest/globals';
import { routeOf } from './request-route.js';

it.each([
  ['/', 'page'],
  ['/miners/m1', 'page'],
  ['/assets/a.js', 'page'],
  ['/apiary', 'page'],
  ['/api/v1/fleet', 'fleet'],
  ['/api/v1/miners', 'miners'],
  ['/api/v1/miners/a%2Fb', 'miner'],
  ['/api/v1/miners/a/series', 'series'],
  ['/api/v1/system', 'system'],
  ['/api/v1/market', 'market'],
  ['/api/v1/session', 'session'],
  ['/api/v1/commands/c1', 'commands'],
  ['/api/v1/miners/a/commands', 'commands'],
  ['/api/v1/market/sources/market:coingecko/commands', 'commands'],
  ['/api/v1/market/coins/bitcoin/commands', 'commands'],
  ['/api/v1/miners/a/b/c', 'api'],
  ['/api', 'api'],
] as const)('counts %s as %s', (path, route) => expect(routeOf(path)).toBe(route));
