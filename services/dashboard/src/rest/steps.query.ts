import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Aggregate } from '@lodestream/telemetry-store';
import { toNumber } from './miners.query.js';

const aggregates = ['mean', 'min', 'max', 'sum', 'last', 'count'] as const satisfies readonly Aggregate[];
const formats = ['json', 'csv'] as const;
const latestMs = 4_102_444_800_000;

/** What the queries of all series have in common: from when to when, in which steps, and in which form. */
export class StepsRequest {
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
