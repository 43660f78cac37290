import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { Aggregate } from '@lodestream/telemetry-store';
import { metricPattern } from './series-metrics.js';
import { toList, toNumber } from './miners.query.js';

const aggregates = ['mean', 'min', 'max', 'sum', 'last', 'count'] as const satisfies readonly Aggregate[];
const formats = ['json', 'csv'] as const;
const latestMs = 4_102_444_800_000;

/** The query of a miner's series. */
export class SeriesRequest {
  /** Numeric fields of the store's `miner_telemetry`, separated by commas. */
  @Transform(toList)
  @ArrayNotEmpty({ message: 'metrics must name at least one field, such as hashrate' })
  @ArrayMaxSize(40)
  @ArrayUnique()
  @Matches(metricPattern, {
    each: true,
    message: 'each of metrics must be a number of miner_telemetry, such as hashrate or board1_temp_chip',
  })
  metrics!: string[];

  /** UTC milliseconds; an hour before `to` where absent. */
  @IsOptional()
  @Transform(toNumber)
  @IsInt()
  @Min(0)
  @Max(latestMs - 1)
  from?: number;

  /** UTC milliseconds; now where absent. */
  @IsOptional()
  @Transform(toNumber)
  @IsInt()
  @Min(1)
  @Max(latestMs)
  to?: number;

  /** Milliseconds a step; about 300 steps where absent. */
  @IsOptional()
  @Transform(toNumber)
  @IsInt()
  @Min(1_000)
  @Max(86_400_000)
  step?: number;

  /** How the readings of one step become one value. */
  @IsIn(aggregates, { message: `aggregate must be one of ${aggregates.join(', ')}` })
  aggregate: Aggregate = 'mean';

  /** The form of the answer; as the Accept header says where absent. */
  @IsOptional()
  @IsIn(formats, { message: `format must be one of ${formats.join(', ')}` })
  format?: (typeof formats)[number];
}
