import { describe, expect, it } from '@jest/globals';
import { errorClassOf, PermanentError, TransientError } from '@lodestream/component';
import kafkajs from 'kafkajs';
import { brokerErrorType, mapKafkaError } from './map-error.js';

// kafkajs publishes only some of its error classes' types, and not what their constructors take.
const vendor = kafkajs as unknown as Record<string, new (...details: unknown[]) => Error>;
const make = (name: string, ...details: unknown[]): Error => Reflect.construct(vendor[name] as new () => Error, details) as Error;

const protocolError = (type: string, retriable = false): Error =>
  make('KafkaJSProtocolError', { message: `the broker said ${type}`, type, code: 1, retriable });
const wrapped = (cause: Error): Error => make('KafkaJSNonRetriableError', cause, { cause });
const exhausted = (cause: Error): Error => make('KafkaJSNumberOfRetriesExceeded', cause, { retryCount: 5, retryTime: 1 });
const map = (error: unknown): Error => mapKafkaError(error, 'sending to t', ['127.0.0.1:9092']);

describe('mapKafkaError', () => {
  it.each([
    { type: 'INVALID_RECORD', lasting: true, errorClass: 'validation' },
    { type: 'MESSAGE_TOO_LARGE', lasting: true, errorClass: 'validation' },
    { type: 'RECORD_LIST_TOO_LARGE', lasting: true, errorClass: 'validation' },
    { type: 'INVALID_TIMESTAMP', lasting: true, errorClass: 'validation' },
    { type: 'INVALID_TOPIC_EXCEPTION', lasting: true, errorClass: 'validation' },
    { type: 'OFFSET_METADATA_TOO_LARGE', lasting: true, errorClass: 'validation' },
    { type: 'UNSUPPORTED_VERSION', lasting: true, errorClass: 'version' },
    { type: 'NON_EMPTY_GROUP', lasting: true, errorClass: 'integration' },
    { type: 'TOPIC_AUTHORIZATION_FAILED', lasting: false, errorClass: 'authentication' },
    { type: 'SASL_AUTHENTICATION_FAILED', lasting: false, errorClass: 'authentication' },
    { type: 'UNKNOWN_TOPIC_OR_PARTITION', lasting: false, errorClass: 'integration' },
    { type: 'NOT_ENOUGH_REPLICAS', lasting: false, errorClass: 'resource_exhaustion' },
    { type: 'REQUEST_TIMED_OUT', lasting: false, errorClass: 'timeout' },
    { type: 'KAFKA_STORAGE_ERROR', lasting: false, errorClass: 'storage' },
    { type: 'LEADER_NOT_AVAILABLE', lasting: false, errorClass: 'connectivity' },
    { type: 'OUT_OF_ORDER_SEQUENCE_NUMBER', lasting: false, errorClass: 'dependency' },
    { type: 'REBALANCE_IN_PROGRESS', lasting: false, errorClass: 'dependency' },
  ])('takes the broker’s $type as $errorClass, lasting: $lasting', ({ type, lasting, errorClass }) => {
    for (const error of [protocolError(type), wrapped(protocolError(type)), exhausted(wrapped(protocolError(type)))]) {
      const mapped = map(error);
      expect([mapped instanceof PermanentError, mapped instanceof TransientError]).toEqual([lasting, !lasting]);
      expect([errorClassOf(mapped), brokerErrorType(error)]).toEqual([errorClass, type]);
    }
  });

  it.each([
    { error: make('KafkaJSConnectionError', 'refused', {}), errorClass: 'connectivity' },
    {
      error: exhausted(make('KafkaJSConnectionError', 'refused', {})),
      errorClass: 'connectivity',
    },
    { error: make('KafkaJSConnectionClosedError', 'closed', {}), errorClass: 'connectivity' },
    { error: make('KafkaJSRequestTimeoutError', 'slow', {}), errorClass: 'timeout' },
    { error: make('KafkaJSSASLAuthenticationError', 'no'), errorClass: 'authentication' },
    { error: make('KafkaJSError', 'something new'), errorClass: 'dependency' },
  ])('takes $error.name as transient, of class $errorClass', ({ error, errorClass }) => {
    expect([map(error) instanceof TransientError, errorClassOf(map(error))]).toEqual([true, errorClass]);
  });

  it('names what we did, the broker and the remedy', () => {
    const message = map(make('KafkaJSConnectionError', 'connect ECONNREFUSED', {})).message;
    expect(message).toBe('sending to t failed at Kafka 127.0.0.1:9092: connect ECONNREFUSED; is it running, and is the address right?');
  });

  it('looks into what several failures have in common', () => {
    const error = new kafkajs.KafkaJSAggregateError('many', [protocolError('POLICY_VIOLATION')]);
    expect(map(error)).toBeInstanceOf(PermanentError);
  });

  it('lets our own errors and bugs pass as they are', () => {
    for (const error of [new TransientError('t', 'timeout'), new PermanentError('p', 'malformed'), new TypeError('bug')]) {
      expect(map(error)).toBe(error);
    }
    expect(errorClassOf(map('thrown text'))).toBe('bug');
  });
});
