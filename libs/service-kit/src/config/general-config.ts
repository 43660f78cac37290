import 'reflect-metadata';
import { IsIn, IsString, MinLength } from 'class-validator';

/** The `general` section of a file that belongs to no service with a `general` of its own. */
export class GeneralConfig {
  /** What this installation is; shown on the page and in every log line. */
  @IsString() @MinLength(1)
  environment = 'production';

  /** The least severe log lines that are written: DEBUG, INFO, WARN or ERROR. */
  @IsIn(['DEBUG', 'INFO', 'WARN', 'ERROR', 'debug', 'info', 'warn', 'error'])
  log_level = 'INFO';

  /** Where the embedded bus and store keep their files. */
  @IsString() @MinLength(1)
  data_directory = './data';
}
