import { applyDecorators, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { RethrowFilter } from './rethrow.filter.js';

/** Marks handlers that belong to the stream, so that other transports of one application leave them alone. */
export const streamTransportId = Symbol('lodestream stream');

/** What is to be known of a topic by those who read it; the entries of the topic registry fit. */
export interface ReadTopic {
  /** Without the prefix. */
  readonly name: string;
  readonly compacted: boolean;
}

/** How a handler reads its topics. */
export interface ReadOptions {
  /** The consumer group, without the prefix; handlers of one group share one membership. */
  readonly group: string;
  readonly maxBatchMessages?: number;
  /** `beginning` reads all on every join and never commits. */
  readonly from?: 'committed' | 'beginning';
}

/** What stands in a handler's extras. */
export interface StreamExtras extends ReadOptions {
  readonly compacted: boolean;
}

/**
 * Has a controller's method called with batches of one partition: `handle(batch: IncomingBatch, context: StreamContext)`. Its
 * errors reach the consumer as they were thrown.
 */
export function OnTopic(topic: ReadTopic, options: ReadOptions): MethodDecorator {
  const extras: StreamExtras = { ...options, compacted: topic.compacted };
  return applyDecorators(
    EventPattern(topic.name, streamTransportId, { ...extras }) as MethodDecorator,
    UseFilters(RethrowFilter),
    passBatchAndContext,
  );
}

/** Nest hands over the payload alone unless the parameters are marked; here every handler gets both. */
const passBatchAndContext: MethodDecorator = (target, key) => {
  Payload()(target, key, 0);
  Ctx()(target, key, 1);
};
