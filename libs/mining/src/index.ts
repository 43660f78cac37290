export * from './fleet/fleet-totals.js';
export * from './fleet/miner-state.js';
export type { BoardLayout, FigureSource, LayoutSource, MinerModel, TemperatureLimits } from './models/miner-model.js';
export { findModel, minerModels } from './models/model-catalogue.js';
export * from './shares/counter-delta.js';
export * from './shares/share-statistics.js';
export * from './units/algorithm.js';
export * from './units/efficiency.js';
export * from './units/hashrate-unit.js';
