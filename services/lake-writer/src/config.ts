import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty, ArrayUnique, IsArray, IsBoolean, IsEmail, IsIn, IsInt, IsOptional, IsString, IsTimeZone, Matches, Max, Min, MinLength, ValidateNested,
} from 'class-validator';

const columns = ['date', 'year', 'month', 'day', 'hour', 'miner_id', 'worker_id', 'coin_id', 'metric_type', 'anomaly_type', 'event_type'];

/** The `general` section of the file that says how long things are kept. */
export class RetentionGeneralConfig {
  /** The IANA time zone in which days begin. */
  @IsTimeZone()
  timezone = 'UTC';

  /** Where the lake lies. */
  @IsString() @MinLength(1)
  storage_base_path = './data/lake';

  /** Where archives lie. */
  @IsString() @MinLength(1)
  archive_base_path = './data/archive';
}

/** How one kind of data is kept. */
export class KeepConfig {
  /** Days until it is archived or removed. */
  @IsInt() @Min(1) @Max(36_500)
  retention_days!: number;

  /** What one row stands for; every reading where absent. */
  @IsOptional() @IsIn(['hourly', 'daily'])
  aggregation_interval?: string;

  /** The format of the files; logs are text. */
  @IsIn(['parquet', 'orc', 'text'])
  storage_format = 'parquet';

  /** How the files are compressed. */
  @IsIn(['snappy', 'gzip', 'zstd', 'none'])
  compression = 'snappy';

  /** The folders files are laid into, outermost first. */
  @IsOptional() @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn(columns, { each: true })
  partition_by?: string[];
}

/** Miner readings at three resolutions. */
export class MinerTelemetryRetention {
  /** Every reading. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  high_resolution?: KeepConfig;

  /** Readings by the hour. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  medium_resolution?: KeepConfig;

  /** Readings by the day. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  low_resolution?: KeepConfig;
}

/** Pool data. */
export class PoolDataRetention {
  /** Payouts and balances. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  transaction_data?: KeepConfig;

  /** Hashrate, shares and efficiency as the pool sees them. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  performance_data?: KeepConfig;
}

/** Market data. */
export class MarketDataRetention {
  /** Prices. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  price_data?: KeepConfig;

  /** Difficulty, block rewards and other facts of the chains. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  technical_data?: KeepConfig;
}

/** What came from outside. */
export class RawDataRetention {
  @IsOptional() @ValidateNested() @Type(() => MinerTelemetryRetention)
  miner_telemetry?: MinerTelemetryRetention;

  @IsOptional() @ValidateNested() @Type(() => PoolDataRetention)
  pool_data?: PoolDataRetention;

  @IsOptional() @ValidateNested() @Type(() => MarketDataRetention)
  market_data?: MarketDataRetention;
}

/** What was computed from it. */
export class ProcessedDataRetention {
  /** Hashrate, efficiency and uptime of miners, sites and the fleet. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  operational_metrics?: KeepConfig;

  /** Revenue, cost and profit. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  financial_metrics?: KeepConfig;

  /** What was found unusual, with its evidence. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  anomaly_detection?: KeepConfig;
}

/** Logs by severity. */
export class LogRetention {
  /** Warnings and errors. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  error_logs?: KeepConfig;

  /** Everything below a warning. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  info_logs?: KeepConfig;
}

/** What the system says about itself. */
export class SystemDataRetention {
  @IsOptional() @ValidateNested() @Type(() => LogRetention)
  logs?: LogRetention;

  /** Who did what. */
  @IsOptional() @ValidateNested() @Type(() => KeepConfig)
  audit_trails?: KeepConfig;
}

/** When and how aged data moves to the archive. */
export class ArchivingConfig {
  /** A cron expression of five fields. */
  @Matches(/^(\S+\s+){4}\S+$/, { message: '$property must be a cron expression of five fields' })
  schedule = '0 0 * * 0';

  /** Archiving jobs at a time. */
  @IsInt() @Min(1) @Max(64)
  parallel_jobs = 4;

  /** Whether an archive is read back before its source is removed. */
  @IsBoolean()
  verification_enabled = true;

  /** Who is told how it went. */
  @IsOptional() @IsEmail()
  notification_email?: string;
}

/** The sections this service owns. */
export class LakeWriterConfig {
  @IsOptional() @ValidateNested() @Type(() => RawDataRetention)
  raw_data?: RawDataRetention;

  @IsOptional() @ValidateNested() @Type(() => ProcessedDataRetention)
  processed_data?: ProcessedDataRetention;

  @IsOptional() @ValidateNested() @Type(() => SystemDataRetention)
  system_data?: SystemDataRetention;

  @IsOptional() @ValidateNested() @Type(() => ArchivingConfig)
  archiving?: ArchivingConfig;
}
