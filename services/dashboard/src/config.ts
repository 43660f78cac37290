import 'reflect-metadata';
import { AsSecret, IsLongSecret, IsEmptyUnless, IsLoopbackUnless, type Secret } from '@lodestream/service-kit';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsIP, IsUrl, Matches, Max, Min, ValidateNested } from 'class-validator';
import { roles, type Role } from './access/identity.js';

const publicUrl = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

/** A token by which somebody may see the page and the interface. */
export class AccessTokenSettings {
  /** Whose it is, as the audit will say. */
  @Matches(/^[A-Za-z0-9._-]{1,64}$/, { message: '$property must be 1 to 64 letters, digits, dots, _ and -' })
  name!: string;

  /** The token, opaque and unlike any other: 20 characters at least, such as `openssl rand -base64 32` makes. */
  @AsSecret() @IsLongSecret(20)
  token!: Secret;

  /** What its holder may do: a `viewer` reads, an `operator` also acts on miners. */
  @IsIn(roles)
  role: Role = 'viewer';
}

/** Where the page, the REST interface and the live channel are served, and how much they may cost. */
export class DashboardSettings {
  /** The address to listen on; any but loopback needs `access_tokens`. */
  @IsIP() @IsLoopbackUnless('access_tokens')
  host = '127.0.0.1';

  /** The port to listen on; 0 takes a free one. */
  @IsInt() @Min(0) @Max(65_535)
  port = 8080;

  /** Who may see anything; where there are none, whoever reaches the loopback address is the local operator. */
  @IsArray() @ArrayMaxSize(1_000) @ArrayUnique((one: AccessTokenSettings) => one.name, { message: 'each of $property must have a name of its own' })
  @ValidateNested({ each: true }) @Type(() => AccessTokenSettings)
  access_tokens: AccessTokenSettings[] = [];

  /** Addresses of the page besides loopback and `host`, such as that of a proxy that ends TLS; requests by any other name are refused. */
  @IsArray() @ArrayMaxSize(100) @IsUrl(publicUrl, { each: true, message: 'each of $property must be a URL such as https://farm.example' })
  @IsEmptyUnless('access_tokens')
  public_urls: string[] = [];

  /** Live connections at a time; one more is refused with 503. */
  @IsInt() @Min(1) @Max(10_000)
  max_live_connections = 200;

  /** Requests a second that one client may make on average, and ten times as many (60 at least) at once; one more is answered 429. */
  @IsInt() @Min(1) @Max(1_000)
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
