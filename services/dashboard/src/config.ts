import 'reflect-metadata';
import { IsLoopback } from '@lodestream/service-kit';
import { Type } from 'class-transformer';
import { IsInt, IsIP, Max, Min, ValidateNested } from 'class-validator';

/** Where the page, the REST interface and the live channel are served, and how much they may cost. */
export class DashboardSettings {
  /** The address to listen on; loopback only, until access tokens exist. */
  @IsIP() @IsLoopback()
  host = '127.0.0.1';

  /** The port to listen on; 0 takes a free one. */
  @IsInt() @Min(0) @Max(65_535)
  port = 8080;

  /** Live connections at a time; one more is refused with 503. */
  @IsInt() @Min(1) @Max(10_000)
  max_live_connections = 200;

  /** Requests a second that one client may make on average, and ten times as many at once; one more is answered 429. */
  @IsInt() @Min(1) @Max(10_000)
  max_requests_per_second = 100;

  /** Milliseconds over which changes are gathered before they are pushed. */
  @IsInt() @Min(50) @Max(10_000)
  live_interval_ms = 200;

  /** Messages of each partition that are read again at the start, to fill in what the store does not keep. */
  @IsInt() @Min(0) @Max(1_000_000)
  replay_messages = 2_000;
}

/** The sections this service owns. */
export class DashboardConfig {
  @ValidateNested() @Type(() => DashboardSettings)
  dashboard = new DashboardSettings();
}
