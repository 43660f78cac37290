import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsInt, IsIP, Max, Min, ValidateNested } from 'class-validator';
import { IsLoopback } from '../config/is-loopback.js';

/** Where health and metrics are served. */
export class ManagementSettings {
  /** The address to listen on; any but loopback would need authentication, which this page has not. */
  @IsIP() @IsLoopback()
  host = '127.0.0.1';

  /** The port to listen on; 0 takes a free one. */
  @IsInt() @Min(0) @Max(65_535)
  port = 9464;
}

/** The sections of the management page. */
export class ManagementConfig {
  @ValidateNested() @Type(() => ManagementSettings)
  management = new ManagementSettings();
}
