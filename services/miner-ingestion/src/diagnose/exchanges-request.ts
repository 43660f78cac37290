import 'reflect-metadata';
import { IsString, MaxLength, MinLength } from 'class-validator';

/** Whose last exchanges are asked for. */
export class ExchangesRequest {
  /** The id of the miner. */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  miner_id!: string;
}
