import 'reflect-metadata';
import { AsSecret, IsCidr, Judged, type Secret } from '@lodestream/service-kit';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { IsAddress, minersThatFit } from './config-rules.js';
import { driverNames } from './drivers/driver-names.js';

/** One miner of the farm. */
export class MinerConfig {
  /** The miner's name in every topic, chart and alert; it never changes. */
  @IsString() @Matches(/^[\w.:-]{1,128}$/, { message: 'id must be 1 to 128 letters, digits or . _ : -' })
  id!: string;

  /** IP address of the miner; it must lie in the allowed networks. */
  @IsAddress()
  ip!: string;

  /** TCP port, where it is not the driver's own (80). */
  @IsOptional() @IsInt() @Min(1) @Max(65_535)
  port?: number;

  /** Login, where the firmware has user names. */
  @IsOptional() @IsString() @MaxLength(256)
  username?: string;

  /** Password for what the firmware keeps behind a login (its settings); readings need none. */
  @IsOptional() @AsSecret()
  password?: Secret;

  /** The name of a login of `miner_ingestion.credentials`, where it has no password of its own. */
  @IsOptional() @Matches(/^[\w.-]{1,64}$/, { message: 'credential must be 1 to 64 letters, digits or . _ -' })
  credential?: string;

  /** The zone whose collectors alone can reach it. */
  @IsOptional() @Matches(/^[\w.-]{1,64}$/, { message: 'collector_zone must be 1 to 64 letters, digits or . _ -' })
  collector_zone?: string;

  /** The model that should stand there, in any spelling; another one is reported, not refused. */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(128)
  model?: string;

  /** Where it stands, such as `rack_1_position_1` or `site/rack/position`. */
  @IsOptional() @IsString() @MaxLength(256)
  location?: string;

  /** Seconds between two polls of this miner; the default of `miner_ingestion` where it is left out. */
  @IsOptional() @IsInt() @Min(1) @Max(3_600)
  polling_interval_seconds?: number;

  /** How to speak to it. */
  @IsOptional() @IsIn(driverNames)
  driver?: string;

  /** What it works on, where neither the device nor its model says. */
  @IsOptional() @IsIn(['sha256d', 'scrypt'])
  algorithm?: 'sha256d' | 'scrypt';

  /** False keeps it listed but not polled. */
  @IsBoolean()
  enabled = true;
}

/** A login that several miners share, whoever brought them into the fleet. */
export class SharedCredentialConfig {
  /** What miners call it by; fleet records name it `shared:NAME`. */
  @Matches(/^[\w.-]{1,64}$/, { message: 'name must be 1 to 64 letters, digits or . _ -' })
  name!: string;

  /** Login, where the firmware has user names. */
  @IsOptional() @IsString() @MaxLength(256)
  username?: string;

  /** Its password. */
  @AsSecret()
  password!: Secret;
}

/** How a poll that failed is tried again within its time. */
export class PollRetryConfig {
  /** Tries in all, the first included. */
  @IsInt() @Min(1) @Max(10)
  attempts = 3;

  /** Milliseconds before the second try. */
  @IsInt() @Min(10) @Max(60_000)
  first_delay_ms = 500;

  /** By how much each delay is longer than the one before. */
  @IsNumber() @Min(1) @Max(10)
  factor = 2;

  /** Milliseconds no delay is longer than. */
  @IsInt() @Min(10) @Max(300_000)
  ceiling_ms = 5_000;
}

/** How miners are polled. */
export class PollingConfig {
  /** Networks that miners may live in; an address outside them is refused before a packet leaves. */
  @IsArray() @ArrayNotEmpty() @IsCidr({ each: true, message: 'each of allowed_networks must be a network such as 10.0.0.0/8' })
  allowed_networks: string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

  /** The zone this process collects in: it polls the miners of that zone and no others; without one, those of no zone. */
  @IsOptional() @Matches(/^[\w.-]{1,64}$/, { message: 'collector_zone must be 1 to 64 letters, digits or . _ -' })
  collector_zone?: string;

  /** Logins that several miners share. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => SharedCredentialConfig)
  credentials: SharedCredentialConfig[] = [];

  /** Seconds between two polls of a miner that sets none of its own. */
  @IsInt() @Min(1) @Max(3_600)
  polling_interval_seconds = 60;

  /** Seconds one request may take. */
  @IsNumber() @Min(0.1) @Max(120)
  request_timeout_seconds = 10;

  /** Seconds a whole poll may take, retries and slow reads included; never more than the interval. */
  @IsNumber() @Min(0.2) @Max(300)
  poll_timeout_seconds = 25;

  /** Polls under way at once. */
  @IsInt() @Min(1) @Max(20_000)
  max_concurrent_polls = 1_024;

  /** How a failed poll is tried again. */
  @ValidateNested() @Type(() => PollRetryConfig)
  retry: PollRetryConfig = new PollRetryConfig();

  /** Polls in a row a miner may miss before it is offline. */
  @IsInt() @Min(1) @Max(100)
  offline_after_misses = 3;

  /** Seconds within which a miner that is new here gets its first poll. */
  @IsNumber() @Min(0) @Max(3_600)
  first_poll_within_seconds = 10;

  /** Reads a second, of all miners of a process together, of what changes slowly: identity, preset, model, settings, boards. More wait for later polls, so that a large farm's start, or a takeover, does not double the requests. */
  @IsInt() @Min(1) @Max(1_000)
  slow_reads_per_second = 200;

  /** Seconds the bus may take for one page read or one chunk sent while the configured miners are published. */
  @IsNumber() @Min(0.1) @Max(600)
  fleet_step_timeout_seconds = 60;

  /** Bytes of an answer beyond which it is refused. */
  @IsInt() @Min(4_096) @Max(16_777_216)
  max_body_bytes = 1_048_576;

  /** Bytes that may wait while the bus is away; past it the oldest readings are dropped and counted. */
  @IsInt() @Min(65_536) @Max(4_294_967_296)
  outbox_bytes = 67_108_864;

  /** Milliseconds for which messages are gathered before they are sent together; a whole batch does not wait. */
  @IsInt() @Min(0) @Max(1_000)
  linger_ms = 50;

  /** Messages sent at once. */
  @IsInt() @Min(1) @Max(5_000)
  max_batch_messages = 1_000;

  /** Seconds that polls and messages under way may take to end when the service stops. */
  @IsNumber() @Min(0.1) @Max(120)
  drain_seconds = 10;
}

/** The sections of the configuration that miner-ingestion owns. */
export class MinerIngestionConfig {
  /** The miners of the farm that configuration brings; other sources may bring more. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => MinerConfig) @Judged(minersThatFit)
  miners: MinerConfig[] = [];

  /** How they are polled. */
  @ValidateNested() @Type(() => PollingConfig)
  miner_ingestion: PollingConfig = new PollingConfig();
}
