import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, Matches } from 'class-validator';
import { toList } from '../rest/miners.query.js';
import { StepsRequest } from '../rest/steps.query.js';
import { coinMetricPattern } from './coin-metrics.js';

/** The query of a coin's series. */
export class CoinSeriesRequest extends StepsRequest {
  /** Numeric fields of the store's `market_data`, separated by commas. */
  @Transform(toList)
  @ArrayNotEmpty({ message: 'metrics must name at least one field, such as price_usd' })
  @ArrayMaxSize(12)
  @ArrayUnique()
  @Matches(coinMetricPattern, { each: true, message: 'each of metrics must be a number of market_data, such as price_usd' })
  metrics!: string[];
}
