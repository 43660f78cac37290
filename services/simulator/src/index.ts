export * from './config.js';
export { type Fault, type FaultDetail, type FaultKind, faultKinds, type FaultPlan } from './faults/fault.js';
export {
  type MarketFaultKind,
  marketFaultKinds,
  type MarketFaultPlan,
  type MarketSource,
  marketSources,
} from './market/faults/market-fault.js';
export { createMarketDoubles, type MarketDoubles, type MarketOptions } from './market/market-doubles.js';
export type { MarketUsage } from './market/market-truth.js';
export type { Block } from './market/world/block-cursor.js';
export type { Chain } from './market/world/chain.js';
export type { MarketWorld } from './market/world/market-world.js';
export type { ShockPlan } from './market/world/shock.js';
export { createSimulator, type Simulator } from './simulator.js';
export { type SimulatedMiner, type SimulatorOptions } from './simulator-options.js';
