import 'reflect-metadata';
import { AsSecret, HasNoLogin, HasNoQuery, IsNotEmptySecret, Judged, Secret } from '@lodestream/service-kit';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Matches, Max, Min, ValidateNested } from 'class-validator';
import { httpUrl, NetworksConfig, slug } from './networks-config.js';
import { networksFit } from './plan/chain-plan.js';
import { changePeriod } from './series/change-period.js';
import { coinGeckoFits } from './sources/coingecko/plan.js';
import { coinMarketCapFits } from './sources/coinmarketcap/plan.js';

/** Seconds between two requests to one endpoint of CoinGecko. */
export class CoinGeckoIntervals {
  /** Current prices. */
  @IsInt() @Min(60) @Max(86_400)
  simple_price = 300;

  /** Price, volume and market capitalisation. */
  @IsInt() @Min(60) @Max(86_400)
  market_data = 900;

  /** Past prices. */
  @IsInt() @Min(60) @Max(604_800)
  historical = 3600;

  /** Figures of the whole market. */
  @IsInt() @Min(600) @Max(86_400)
  global = 3600;

  /** Everything that is said of the whole market, along with its figures. */
  @IsInt() @Min(3600) @Max(604_800)
  comprehensive = 86_400;
}

/** Cron expressions (minute, hour, day, month, weekday) that stand in for an interval of CoinGecko. */
export class CoinGeckoSchedules {
  /** The time zone of the expressions. */
  @IsString()
  time_zone = 'UTC';

  /** When to ask for current prices. */
  @IsOptional() @IsString()
  simple_price?: string;

  /** When to ask for price, volume and market capitalisation; current prices come with them. */
  @IsOptional() @IsString()
  market_data?: string;

  /** When to look for past prices. */
  @IsOptional() @IsString()
  historical?: string;

  /** When to ask for figures of the whole market. */
  @IsOptional() @IsString()
  global?: string;

  /** When to ask for everything that is said of the whole market. */
  @IsOptional() @IsString()
  comprehensive?: string;
}

/** What to ask of CoinGecko. */
export class CoinGeckoConfig {
  /** Whether to ask it at all. */
  @IsBoolean()
  enabled = true;

  /** A Demo or Pro key; without one the keyless plan is used. */
  @AsSecret() @IsNotEmptySecret() @IsOptional()
  api_key?: Secret;

  /** The plan the key belongs to; it decides host, header and caps. Left out: demo with a key, keyless without. */
  @IsOptional() @IsIn(['keyless', 'demo', 'basic', 'analyst', 'lite'])
  tier?: string;

  /** The day of the month, in UTC, on which the plan's count begins anew; the last one where a month is shorter. */
  @IsInt() @Min(1) @Max(31)
  billing_day = 1;

  /** Another address of the API, such as a proxy's; the tier's own where left out. */
  @IsOptional() @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin() @HasNoQuery()
  base_url?: string;

  /** Coins that are always followed, by CoinGecko's own ids. Others are as long as they are mined, or paid by pools. */
  @IsArray() @ArrayMaxSize(250) @ArrayUnique()
  @Matches(slug, { each: true, message: 'each of $property must be a CoinGecko id such as bitcoin' })
  coins: string[] = ['bitcoin', 'litecoin', 'dogecoin'];

  /** The currencies prices are wanted in. */
  @IsArray() @ArrayNotEmpty() @ArrayUnique()
  @Matches(/^[a-z]{2,10}$/, { each: true, message: 'each of $property must be a currency such as usd' })
  vs_currencies: string[] = ['usd', 'btc'];

  @ValidateNested() @Type(() => CoinGeckoIntervals)
  polling_intervals = new CoinGeckoIntervals();

  @ValidateNested() @Type(() => CoinGeckoSchedules)
  schedules = new CoinGeckoSchedules();
}

/** Seconds between two requests to one endpoint of CoinMarketCap. */
export class CoinMarketCapIntervals {
  /** Latest listings. */
  @IsInt() @Min(60) @Max(86_400)
  listings = 900;

  /** Metrics of the whole market. */
  @IsInt() @Min(60) @Max(86_400)
  global_metrics = 3600;

  /** Everything that is said of the whole market, along with its metrics: one credit more. */
  @IsInt() @Min(3600) @Max(604_800)
  comprehensive = 86_400;
}

/** Cron expressions (minute, hour, day, month, weekday) that stand in for an interval of CoinMarketCap. */
export class CoinMarketCapSchedules {
  /** The time zone of the expressions. */
  @IsString()
  time_zone = 'UTC';

  /** When to ask for latest listings. */
  @IsOptional() @IsString()
  listings?: string;

  /** When to ask for metrics of the whole market. */
  @IsOptional() @IsString()
  global_metrics?: string;

  /** When to ask for everything that is said of the whole market. */
  @IsOptional() @IsString()
  comprehensive?: string;
}

/** What to ask of CoinMarketCap; every endpoint needs a key. */
export class CoinMarketCapConfig {
  /** Whether to ask it at all. */
  @IsBoolean()
  enabled = true;

  /** The key. */
  @AsSecret() @IsNotEmptySecret() @IsOptional()
  api_key?: Secret;

  /** The plan the key belongs to; it decides the credits a month. */
  @IsIn(['free', 'basic', 'hobbyist', 'startup', 'standard', 'professional', 'enterprise'])
  tier = 'free';

  /** The day of the month, in UTC, on which the plan's count begins anew; the last one where a month is shorter. */
  @IsInt() @Min(1) @Max(31)
  billing_day = 1;

  /** Another address of the API, such as a proxy's; the provider's own where left out. */
  @IsOptional() @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin() @HasNoQuery()
  base_url?: string;

  @ValidateNested() @Type(() => CoinMarketCapIntervals)
  polling_intervals = new CoinMarketCapIntervals();

  @ValidateNested() @Type(() => CoinMarketCapSchedules)
  schedules = new CoinMarketCapSchedules();
}

/** How the prices of several sources become one. */
export class ReconciliationConfig {
  /** Minutes after which a price, by its provider's own time, is stale. */
  @IsInt() @Min(5) @Max(10_080)
  stale_after_minutes = 60;

  /** Percent by which two live sources may differ before one of them is taken for an outlier. */
  @IsNumber() @Min(0.1) @Max(100)
  most_deviation_percent = 5;
}

/** Which coins are followed without being named. */
export class FollowingConfig {
  /** Whether coins are followed that are mined, or that pools say they mine or pay. */
  @IsBoolean()
  mined = true;

  /** Days for which such a coin is followed after it was last seen to be mined or paid. */
  @IsInt() @Min(1) @Max(365)
  keep_days = 7;

  /** Most of them; fewer where the plan has not the calls for the history of so many. */
  @IsInt() @Min(1) @Max(100)
  most = 20;
}

/** Where prices come from. */
export class MarketDataConfig {
  @ValidateNested() @Type(() => NetworksConfig) @Judged(networksFit)
  networks = new NetworksConfig();

  @ValidateNested() @Type(() => FollowingConfig)
  following = new FollowingConfig();

  @ValidateNested() @Type(() => ReconciliationConfig)
  reconciliation = new ReconciliationConfig();

  /** Periods over which changes of a price are told, besides `1h`, `24h` and `7d`: 15m to 59m, 1h to 168h, 1d to 364d. */
  @IsArray() @ArrayMaxSize(20) @ArrayUnique()
  @Matches(changePeriod, { each: true, message: 'each of $property must be a period such as 15m, 36h or 30d' })
  price_change_periods: string[] = ['30d', '90d'];

  @IsOptional() @ValidateNested() @Type(() => CoinGeckoConfig) @Judged(coinGeckoFits)
  coingecko?: CoinGeckoConfig;

  @IsOptional() @ValidateNested() @Type(() => CoinMarketCapConfig) @Judged(coinMarketCapFits)
  coinmarketcap?: CoinMarketCapConfig;
}

/** The sections this service owns. */
export class MarketPollingConfig {
  @IsOptional() @ValidateNested() @Type(() => MarketDataConfig)
  market_data?: MarketDataConfig;
}
