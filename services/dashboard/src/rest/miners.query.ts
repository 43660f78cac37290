import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, MaxLength, Min, IsString, ArrayMaxSize } from 'class-validator';
import type { MinerState } from '@lodestream/records';
import { sortKeys } from '../fleet/miner-page.js';

const states = ['hashing', 'degraded', 'paused', 'stale', 'offline', 'unknown'] as const satisfies readonly MinerState[];
const orders = sortKeys.flatMap((key) => [key, `-${key}`]);

/** A text of numbers as a number; anything else stays text, so that the check can name it. */
export const toNumber = ({ value }: { value: unknown }): unknown => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value);
/** A text with commas as a list. */
export const toList = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value);

/** The query of `/api/v1/miners`. */
export class MinersQuery {
  /** States, separated by commas; all where absent. */
  @Transform(toList) @ArrayMaxSize(6) @IsIn(states, { each: true, message: `state must be some of ${states.join(', ')}` })
  state: MinerState[] = [];

  /** Part of an id, model, location or address. */
  @IsString() @MaxLength(100)
  q = '';

  /** A column; with a minus sign before it the largest comes first. A miner whose value moves between two pages may be shown twice or be passed by; by `miner_id` none is. */
  @IsIn(orders, { message: `sort must be one of ${sortKeys.join(', ')}, with a minus sign before it for the largest first` })
  sort = 'miner_id';

  /** Rows of a page. */
  @Transform(toNumber) @IsInt() @Min(1) @Max(1_000)
  limit = 100;

  /** `next_cursor` of the page before. */
  @IsOptional() @IsString() @MaxLength(500)
  cursor?: string;
}
