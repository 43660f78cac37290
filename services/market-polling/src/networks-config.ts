import 'reflect-metadata';
import { AsSecret, HasNoLogin, HasNoQuery, Secret } from '@lodestream/service-kit';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, ValidateNested } from 'class-validator';

/** An address by HTTP, as class-validator checks it. */
export const httpUrl = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
/** How ids of coins are written. */
export const slug = /^[a-z0-9][a-z0-9-]*$/;

/** A coin's own node. */
export class NodeConfig {
  /** The coin, by our id. */
  @Matches(slug, { message: '$property must be the id of a coin such as bellscoin' })
  coin!: string;

  /** Where its JSON-RPC answers. */
  @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin() @HasNoQuery()
  url!: string;

  /** The user of its JSON-RPC. */
  @IsOptional() @IsString()
  username?: string;

  /** The user's password. */
  @IsOptional() @AsSecret()
  password?: Secret;
}

/** Cron expressions (minute, hour, day, month, weekday) that stand in for an interval of sources of chains. */
export class NetworkSchedules {
  /** The time zone of the expressions. */
  @IsString()
  time_zone = 'UTC';

  /** When to ask the explorers. */
  @IsOptional() @IsString()
  explorers?: string;

  /** When to ask minerstat. */
  @IsOptional() @IsString()
  minerstat?: string;

  /** When to ask nodes of ours. */
  @IsOptional() @IsString()
  nodes?: string;
}

/** Where difficulty, hashrate and height of chains come from. */
export class NetworksConfig {
  /** Whether mempool.space (Bitcoin) and litecoinspace.org (Litecoin) are asked. */
  @IsBoolean()
  explorers = true;

  /** Seconds between two refreshes from the explorers. */
  @IsInt() @Min(60) @Max(86_400)
  explorer_interval = 600;

  /** Address of the explorer of Bitcoin. */
  @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin() @HasNoQuery()
  mempool_url = 'https://mempool.space/api';

  /** Address of the explorer of Litecoin. */
  @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin() @HasNoQuery()
  litecoinspace_url = 'https://litecoinspace.org/api';

  /** Whether minerstat is asked, for chains without an explorer or a node. */
  @IsBoolean()
  minerstat = true;

  /** Seconds between two refreshes from minerstat. */
  @IsInt() @Min(300) @Max(86_400)
  minerstat_interval = 3600;

  /** Address of minerstat. */
  @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin() @HasNoQuery()
  minerstat_url = 'https://api.minerstat.com/v2';

  /** Nodes of ours. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => NodeConfig)
  nodes: NodeConfig[] = [];

  /** Seconds between two refreshes from a node. */
  @IsInt() @Min(10) @Max(86_400)
  node_interval = 300;

  @ValidateNested() @Type(() => NetworkSchedules)
  schedules = new NetworkSchedules();

  /** Minutes after which what is known of a chain is out of date. */
  @IsInt() @Min(5) @Max(10_080)
  stale_after_minutes = 180;
}
