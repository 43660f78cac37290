export * from './config.js';
export { type Fault, type FaultDetail, type FaultKind, faultKinds, type FaultPlan } from './faults/fault.js';
export { createSimulator, type Simulator } from './simulator.js';
export { type SimulatedMiner, type SimulatorOptions } from './simulator-options.js';
