export type { DailyCloses, DailyFigures } from './closes/daily-closes.js';
export * from './closes/moving-average.js';
export * from './closes/percent-change.js';
export * from './closes/relative-strength.js';
export * from './closes/volatility.js';
