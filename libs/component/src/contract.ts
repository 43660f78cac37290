export * from './lifecycle.contract.js';
