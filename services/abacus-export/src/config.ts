import 'reflect-metadata';
import { AsSecret, IsNotEmptySecret, Secret } from '@lodestream/service-kit';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min, MinLength, ValidateNested,
} from 'class-validator';

/** The `general` section of the file that configures the export to Abacus.AI. */
export class AbacusGeneralConfig {
  /** The project's id or name at Abacus.AI. */
  @IsString() @MinLength(1)
  project_id = 'crypto_mining_monitor';

  /** The API key. */
  @AsSecret() @IsNotEmptySecret() @IsOptional()
  api_key?: Secret;

  /** What this installation is, such as production or staging. */
  @IsString() @MinLength(1)
  environment = 'production';
}

/** How data is sent. */
export class DataIngestionConfig {
  /** Rows a request. */
  @IsInt() @Min(1) @Max(100_000)
  batch_size = 1000;

  /** Times a request that failed is tried again. */
  @IsInt() @Min(0) @Max(20)
  max_retries = 3;

  /** Each wait is the one before times this. */
  @IsNumber() @Min(1) @Max(10)
  retry_backoff_factor = 2;

  /** Seconds one request may take. */
  @IsInt() @Min(1) @Max(600)
  timeout_seconds = 30;
}

/** One column of a feature group. */
export class FeatureConfig {
  /** The column's name; a feature is taken from the record's field of that name. */
  @Matches(/^[a-z][a-z0-9_]*$/, { message: '$property must be a snake_case name' })
  name!: string;

  /** What the column holds. */
  @IsIn(['FLOAT', 'INTEGER', 'STRING', 'BOOLEAN', 'TIMESTAMP'])
  type!: string;

  /** What the column means, for people. */
  @IsString() @IsOptional()
  description?: string;
}

/** A table at Abacus.AI and where its rows come from. */
export class FeatureGroupConfig {
  /** The table's name. */
  @Matches(/^[a-z][a-z0-9_]*$/, { message: '$property must be a snake_case name' })
  name!: string;

  /** What the table is about, for people. */
  @IsString() @IsOptional()
  description?: string;

  /** The column that names the thing a row is about; a dot reaches into a record. */
  @Matches(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, { message: '$property must be a column such as miner_id or coin.id' })
  entity_id_column!: string;

  /** The column that says when a row was true. */
  @Matches(/^[a-z][a-z0-9_]*$/, { message: '$property must be a column such as timestamp' })
  timestamp_column!: string;

  @IsArray() @ArrayNotEmpty() @ArrayUnique((one: FeatureConfig) => one.name)
  @ValidateNested({ each: true }) @Type(() => FeatureConfig)
  features!: FeatureConfig[];
}

/** Watching for the unusual while data flows. */
export class AnomalyDetectionConfig {
  /** Whether to watch at all. */
  @IsBoolean()
  enabled = true;

  /** How little is unusual enough. */
  @IsIn(['low', 'medium', 'high'])
  sensitivity = 'medium';

  /** The score, 0 to 1, from which an alert is raised. */
  @IsNumber() @Min(0) @Max(1)
  alert_threshold = 0.8;
}

/** Streaming to Abacus.AI. */
export class RealTimeConfig {
  /** Whether to stream at all. */
  @IsBoolean()
  enabled = true;

  /** Seconds of data that are sent together. */
  @IsInt() @Min(1) @Max(86_400)
  streaming_window_seconds = 300;

  @ValidateNested() @Type(() => AnomalyDetectionConfig)
  anomaly_detection = new AnomalyDetectionConfig();
}

/** Which features a batch computes. */
export class FeatureComputationConfig {
  /** Whether to compute features at all. */
  @IsBoolean()
  enabled = true;

  /** Whether features see what was sent before the days looked back on. */
  @IsBoolean()
  include_historical = true;
}

/** Batches to Abacus.AI. */
export class BatchProcessingConfig {
  /** A cron expression of five fields. */
  @Matches(/^(\S+\s+){4}\S+$/, { message: '$property must be a cron expression of five fields' })
  schedule = '0 */6 * * *';

  /** Days that a batch looks back on. */
  @IsInt() @Min(1) @Max(3650)
  lookback_days = 7;

  @ValidateNested() @Type(() => FeatureComputationConfig)
  feature_computation = new FeatureComputationConfig();
}

/** The sections this service owns. */
export class AbacusExportConfig {
  @IsOptional() @ValidateNested() @Type(() => DataIngestionConfig)
  data_ingestion?: DataIngestionConfig;

  @IsOptional() @IsArray() @ArrayUnique((one: FeatureGroupConfig) => one.name)
  @ValidateNested({ each: true }) @Type(() => FeatureGroupConfig)
  feature_groups?: FeatureGroupConfig[];

  @IsOptional() @ValidateNested() @Type(() => RealTimeConfig)
  real_time?: RealTimeConfig;

  @IsOptional() @ValidateNested() @Type(() => BatchProcessingConfig)
  batch_processing?: BatchProcessingConfig;
}
