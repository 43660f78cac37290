import type { MinerDriver } from './miner-driver.js';
import { vnishDriver } from './vnish/vnish.driver.js';

/** Every driver there is, by its name. */
export const drivers: ReadonlyMap<string, MinerDriver> = new Map([vnishDriver].map((driver) => [driver.name, driver]));
