import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, Matches } from 'class-validator';
import { toList } from './miners.query.js';
import { metricPattern } from './series-metrics.js';
import { StepsRequest } from './steps.query.js';

/** The query of a miner's series. */
export class SeriesRequest extends StepsRequest {
  /** Numeric fields of the store's `miner_telemetry`, separated by commas; `board*_…` and `fan*_…` are those of every board or fan of which anything was read. */
  @Transform(toList)
  @ArrayNotEmpty({ message: 'metrics must name at least one field, such as hashrate' })
  @ArrayMaxSize(40)
  @ArrayUnique()
  @Matches(metricPattern, {
    each: true,
    message: 'each of metrics must be a number of miner_telemetry, such as hashrate, board1_temp_chip or board*_temp_chip',
  })
  metrics!: string[];
}
