import 'reflect-metadata';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** What can be asked for: how a miner is polled. Nothing of it changes anything on the device. */
export const commandActions = ['poll_now', 'pause_polling', 'resume_polling', 'reset_breaker'] as const;

/** The body that asks for something to be done with one miner. */
export class CommandRequest {
  /** What to do. */
  @IsIn(commandActions)
  action!: (typeof commandActions)[number];

  /** Minutes that a pause lasts; an hour where absent. */
  @IsOptional() @IsInt() @Min(1) @Max(1_440)
  minutes?: number;

  /** Why, in a sentence, for the audit. */
  @IsOptional() @IsString() @MaxLength(500)
  reason?: string;
}
