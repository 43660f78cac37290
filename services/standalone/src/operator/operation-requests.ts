import 'reflect-metadata';
import type { LetterState } from '@lodestream/streaming';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsPositive,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { marketActions } from './market-desk.js';

/** What every request of the operator's command says. */
export class OperatorRequest {
  /** By what name the operating system knows who asks; it stands in the audit. */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  actor!: string;

  /** The directory of the bus that is meant. */
  @IsString()
  @MaxLength(4_096)
  bus!: string;
}

/** Which letters are meant. */
export class LettersFilter {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5_000)
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  ids?: string[];

  @IsOptional()
  @IsString()
  @MaxLength(300)
  pipeline?: string;

  @IsOptional()
  @IsString()
  @MaxLength(300)
  reason?: string;

  @IsOptional()
  @IsString()
  @MaxLength(300)
  topic?: string;

  @IsOptional()
  @IsIn(['open', 'replayed', 'uncertain'], { each: true })
  states?: LetterState[];
}

/** Which letters to list, and how many at most. */
export class ListLettersRequest extends OperatorRequest {
  @IsDefined()
  @ValidateNested()
  @Type(() => LettersFilter)
  filter!: LettersFilter;

  @IsInt()
  @Min(1)
  @Max(100_000)
  limit!: number;
}

/** Which letters to send back, and whether also those that were sent back before. */
export class ReplayLettersRequest extends ListLettersRequest {
  @IsBoolean()
  again!: boolean;
}

/** What is wanted of a source of market data or of a coin's price. */
export class AskMarketRequest extends OperatorRequest {
  @Matches(/^(market|chain|coin):[a-z0-9][a-z0-9:_.-]*$/)
  @MaxLength(200)
  subject!: string;

  @IsIn(marketActions)
  action!: (typeof marketActions)[number];

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_080)
  minutes?: number;

  @IsOptional()
  @IsNumber()
  @IsPositive()
  usd?: number;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}
