import 'reflect-metadata';
import { IsString, MaxLength, MinLength } from 'class-validator';

/** Whose last exchanges are asked for. */
export class ExchangesRequest {
  /** The source by its name, with or without its kind: `coingecko`, `market:coingecko`. */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  source!: string;
}
