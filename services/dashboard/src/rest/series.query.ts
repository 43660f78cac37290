import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { Aggregate } from '@lodestream/telemetry-store';
import { toList, toNumber } from './miners.query.js';

const aggregates = ['mean', 'min', 'max', 'sum', 'last', 'count'] as const satisfies readonly Aggregate[];
const latestMs = 4_102_444_800_000;

/** The query of a miner's series. */
export class SeriesRequest {
  /** Fields of the store's `miner_telemetry`, separated by commas. */
  @Transform(toList) @ArrayNotEmpty({ message: 'metrics must name at least one field, such as hashrate' }) @ArrayMaxSize(40)
  @Matches(/^[a-z][a-z0-9_]{0,63}$/, { each: true, message: 'metrics must be names such as hashrate or board1_temp_chip' })
  metrics!: string[];

  /** UTC milliseconds; an hour before `to` where absent. */
  @IsOptional() @Transform(toNumber) @IsInt() @Min(0) @Max(latestMs)
  from?: number;

  /** UTC milliseconds; now where absent. */
  @IsOptional() @Transform(toNumber) @IsInt() @Min(0) @Max(latestMs)
  to?: number;

  /** Milliseconds a step; about 300 steps where absent. */
  @IsOptional() @Transform(toNumber) @IsInt() @Min(1_000) @Max(86_400_000)
  step?: number;

  @IsIn(aggregates, { message: `aggregate must be one of ${aggregates.join(', ')}` })
  aggregate: Aggregate = 'mean';
}
