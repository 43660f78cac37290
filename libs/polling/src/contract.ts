export * from './budget/budget-store.contract.js';
