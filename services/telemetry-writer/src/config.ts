import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';

/** How readings and events get into the telemetry store. */
export class WriterConfig {
  /** Messages of one partition that are handled, written and committed together, at most. */
  @IsInt() @Min(1) @Max(10_000)
  max_batch_messages = 1_000;

  /** Bytes of messages of one partition that are handled together, at most. */
  @IsInt() @Min(65_536) @Max(67_108_864)
  max_batch_bytes = 4_194_304;

  /** Points that one write to the store carries, at most; batches of several partitions share a write while the one before it runs. */
  @IsInt() @Min(1) @Max(50_000)
  max_points_per_write = 5_000;

  /** Milliseconds from the start of one write to the start of the next, at least, unless half a batch waits; 0 writes at once. */
  @IsInt() @Min(0) @Max(5_000)
  write_pace_milliseconds = 250;

  /** Seconds one write may take before its batches are given back and delivered again. */
  @IsInt() @Min(1) @Max(600)
  write_deadline_seconds = 120;

  /** Seconds for which writes may keep failing before the service says it is not ready. */
  @IsInt() @Min(1) @Max(3_600)
  unready_after_seconds = 30;
}

/** The sections that telemetry-writer owns. */
export class TelemetryWriterConfig {
  /** How readings and events get into the telemetry store. */
  @IsObject() @ValidateNested() @Type(() => WriterConfig)
  telemetry_writer: WriterConfig = new WriterConfig();
}
