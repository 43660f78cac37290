import 'reflect-metadata';
import { IsString, MaxLength } from 'class-validator';

/** The body of a login. */
export class SessionRequest {
  /** The access token. */
  @IsString() @MaxLength(1_000)
  token!: string;
}
