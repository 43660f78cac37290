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
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';

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
