import 'reflect-metadata';
import { IsIn, IsInt, IsNumber, IsOptional, IsPositive, IsString, Max, MaxLength, Min } from 'class-validator';

const mostMinutes = 10_080;

/** The body that asks for something to be done with a source of market data. */
export class SourceCommandRequest {
  /** What to do. */
  @IsIn(['poll_now', 'pause_polling', 'resume_polling'])
  action!: 'poll_now' | 'pause_polling' | 'resume_polling';

  /** Minutes that a pause lasts; an hour where absent. */
  @IsOptional() @IsInt() @Min(1) @Max(mostMinutes)
  minutes?: number;

  /** Why, in a sentence, for the audit. */
  @IsOptional() @IsString() @MaxLength(500)
  reason?: string;
}

/** The body that pins the price of a coin, or ends that. */
export class CoinCommandRequest {
  /** What to do. */
  @IsIn(['pin_price', 'unpin_price'])
  action!: 'pin_price' | 'unpin_price';

  /** The price of one whole coin in USD; needed to pin one. */
  @IsOptional() @IsNumber() @IsPositive()
  usd?: number;

  /** Minutes that a pin lasts; an hour where absent. */
  @IsOptional() @IsInt() @Min(1) @Max(mostMinutes)
  minutes?: number;

  /** Why, in a sentence, for the audit and the records. */
  @IsOptional() @IsString() @MaxLength(500)
  reason?: string;
}
