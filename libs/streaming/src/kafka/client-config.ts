import { kafkaLogCreator } from './kafka-log.js';
import type { KafkaTls, ResolvedKafkaOptions } from './kafka-options.js';
import { logLevel, type ConsumerConfig, type KafkaConfig, type ProducerConfig } from './kafkajs.js';

// Steady tries, a second apart at most: an outage is outlasted, and its end is noticed at once.
const pace = { initialRetryTime: 100, maxRetryTime: 1_000, multiplier: 2, factor: 0.2 };
/** Over 11 minutes of tries; past them the supervisor begins again with a new consumer. */
export const patientRetry = { ...pace, retries: 700 };
/** Failures come back soon: the caller tries again on a new connection. */
export const briskRetry = { ...pace, retries: 1 };
/** Brokers are asked to hold a fetch no longer than this, whatever is configured. */
const longestMaxWaitMs = 500;
const metadataMaxAge = 60_000;

/** A producer never gives up by itself: the delivery deadline ends it from outside. (kafkajs warns of any lower number.) */
export const producerConfig = {
  idempotent: true,
  allowAutoTopicCreation: false,
  maxInFlightRequests: 1,
  metadataMaxAge,
  retry: { ...pace, retries: Number.MAX_SAFE_INTEGER },
} as const satisfies ProducerConfig;

/** A member is never restarted by kafkajs, which would do so only for some errors: the supervisor is for that. */
export function consumerConfig({ timeouts, bounds }: ResolvedKafkaOptions): Omit<ConsumerConfig, 'groupId'> {
  return {
    allowAutoTopicCreation: false,
    metadataMaxAge,
    sessionTimeout: timeouts.sessionMs,
    heartbeatInterval: timeouts.heartbeatMs,
    rebalanceTimeout: timeouts.rebalanceMs,
    maxWaitTimeInMs: Math.min(timeouts.maxWaitMs, longestMaxWaitMs),
    maxBytes: bounds.fetchBytes,
    maxBytesPerPartition: bounds.fetchBytesPerPartition,
    retry: { ...patientRetry, restartOnFailure: () => Promise.resolve(false) },
  };
}

/** How every client connects; the addresses are asked for at each attempt. */
export function connectionConfig(options: ResolvedKafkaOptions): Omit<KafkaConfig, 'brokers'> {
  const { clientId, ssl, sasl, log, timeouts } = options;
  return {
    clientId,
    connectionTimeout: timeouts.connectionMs,
    authenticationTimeout: timeouts.requestMs,
    requestTimeout: timeouts.requestMs,
    logLevel: logLevel.INFO,
    logCreator: kafkaLogCreator(log),
    ...(ssl === undefined ? {} : { ssl: typeof ssl === 'boolean' ? ssl : tlsConfig(ssl) }),
    ...(sasl ? { sasl: saslConfig(sasl) } : {}),
  };
}

function saslConfig(sasl: NonNullable<ResolvedKafkaOptions['sasl']>): NonNullable<KafkaConfig['sasl']> {
  const { mechanism, username, password } = sasl;
  // The three mechanisms take the same two fields; kafkajs's types want each named on its own.
  return { mechanism: mechanism as 'plain', username, password: password.reveal() };
}

function tlsConfig({ ca, cert, key, serverName }: KafkaTls): NonNullable<KafkaConfig['ssl']> {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key: key.reveal() }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}
