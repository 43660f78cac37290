import 'reflect-metadata';
import { AsSecret, HasNoLogin, IsNotEmptySecret, Secret } from '@lodestream/service-kit';
import { Type } from 'class-transformer';
import { ArrayUnique, IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength, ValidateNested } from 'class-validator';

const webSocketUrl = { protocols: ['ws', 'wss'], require_protocol: true, require_tld: false };
const httpUrl = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

/** The pool's push channel. */
export class WampConfig {
  /** Whether to subscribe at all. */
  @IsBoolean()
  enabled = true;

  /** Where the WAMP router listens. */
  @IsUrl(webSocketUrl, { message: '$property must be a ws:// or wss:// URL' }) @HasNoLogin()
  url = 'wss://prohashing.com:3333/ws';

  /** The realm to join. */
  @IsString() @MinLength(1)
  realm = 'realm1';

  /** The topics to subscribe to. */
  @IsArray() @ArrayUnique() @IsString({ each: true })
  subscriptions: string[] = ['com.prohashing.profitability', 'com.prohashing.worker'];
}

/** Seconds between two requests to one HTTP endpoint of the pool. */
export class PoolPollingIntervals {
  /** Worker and pool status. */
  @IsInt() @Min(30) @Max(86_400)
  status = 300;

  /** Profitability per algorithm. */
  @IsInt() @Min(30) @Max(86_400)
  profitability = 900;
}

/** The pool's HTTP channel, used where the push channel offers nothing or is away. */
export class PoolHttpConfig {
  /** Whether to ask at all. */
  @IsBoolean()
  enabled = true;

  /** What every path is appended to. */
  @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin()
  base_url = 'https://prohashing.com/api/v1';

  @ValidateNested() @Type(() => PoolPollingIntervals)
  polling_intervals = new PoolPollingIntervals();
}

/** An account at Prohashing. */
export class ProhashingConfig {
  /** The account's API key. */
  @AsSecret() @IsNotEmptySecret() @IsOptional()
  api_key?: Secret;

  @ValidateNested() @Type(() => WampConfig)
  wamp = new WampConfig();

  @ValidateNested() @Type(() => PoolHttpConfig)
  http = new PoolHttpConfig();
}

/** The sections this service owns. */
export class PoolStreamingConfig {
  @IsOptional() @ValidateNested() @Type(() => ProhashingConfig)
  prohashing?: ProhashingConfig;
}
