import { PermanentError, TransientError, type ErrorClass } from '@lodestream/component';

/** What a vendor error turns out to be. */
interface Verdict {
  readonly lasting: boolean;
  readonly errorClass: ErrorClass;
  readonly remedy?: string;
}

const transient = (errorClass: ErrorClass, remedy?: string): Verdict => ({
  lasting: false,
  errorClass,
  ...(remedy ? { remedy } : {}),
});
const permanent = (errorClass: ErrorClass): Verdict => ({ lasting: true, errorClass });

const away = transient('connectivity', 'is it running, and is the address right?');
const refused = transient('authentication', "check the user name, the password and the user's access rights");
const noTopic = transient('integration', 'create the topics first: lodestream topics apply');

// By the broker's own error type. What a person can put right (rights, topics, disks) is transient: nothing may be dropped for it.
const byType: Readonly<Record<string, Verdict>> = {
  INVALID_RECORD: permanent('validation'),
  MESSAGE_TOO_LARGE: permanent('validation'),
  RECORD_LIST_TOO_LARGE: permanent('validation'),
  INVALID_TIMESTAMP: permanent('validation'),
  INVALID_TOPIC_EXCEPTION: permanent('validation'),
  INVALID_PARTITIONS: permanent('validation'),
  INVALID_REPLICATION_FACTOR: permanent('validation'),
  INVALID_CONFIG: permanent('validation'),
  INVALID_REQUEST: permanent('validation'),
  INVALID_GROUP_ID: permanent('validation'),
  POLICY_VIOLATION: permanent('validation'),
  OFFSET_METADATA_TOO_LARGE: permanent('validation'),
  OFFSET_OUT_OF_RANGE: permanent('validation'),
  UNSUPPORTED_VERSION: permanent('version'),
  UNSUPPORTED_FOR_MESSAGE_FORMAT: permanent('version'),
  UNSUPPORTED_COMPRESSION_TYPE: permanent('version'),
  NON_EMPTY_GROUP: permanent('integration'),
  TOPIC_AUTHORIZATION_FAILED: refused,
  GROUP_AUTHORIZATION_FAILED: refused,
  CLUSTER_AUTHORIZATION_FAILED: refused,
  SASL_AUTHENTICATION_FAILED: refused,
  UNSUPPORTED_SASL_MECHANISM: refused,
  UNKNOWN_TOPIC_OR_PARTITION: noTopic,
  REQUEST_TIMED_OUT: transient('timeout'),
  KAFKA_STORAGE_ERROR: transient('storage', "look at the broker's disks"),
  LOG_DIR_NOT_FOUND: transient('storage', "look at the broker's disks"),
  NOT_ENOUGH_REPLICAS: transient('resource_exhaustion', 'too few brokers are in sync'),
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: transient('resource_exhaustion', 'too few brokers are in sync'),
  NETWORK_EXCEPTION: away,
  BROKER_NOT_AVAILABLE: away,
  LEADER_NOT_AVAILABLE: away,
  GROUP_COORDINATOR_NOT_AVAILABLE: away,
};

const byName: Readonly<Record<string, Verdict>> = {
  KafkaJSConnectionError: away,
  KafkaJSConnectionClosedError: away,
  KafkaJSBrokerNotFound: away,
  KafkaJSNoBrokerAvailableError: away,
  KafkaJSGroupCoordinatorNotFound: away,
  KafkaJSRequestTimeoutError: transient('timeout'),
  KafkaJSLockTimeout: transient('timeout'),
  KafkaJSTimeout: transient('timeout'),
  KafkaJSSASLAuthenticationError: refused,
  KafkaJSServerDoesNotSupportApiKey: permanent('version'),
  KafkaJSNotImplemented: permanent('version'),
  KafkaJSUnsupportedMagicByteInMessageSet: permanent('version'),
  KafkaJSTopicMetadataNotLoaded: noTopic,
  KafkaJSMetadataNotLoaded: noTopic,
};

/** The broker's word for an error, such as `INVALID_RECORD`, looked for under every wrapping; null where it said none. */
export function brokerErrorType(error: unknown): string | null {
  const root = rootOf(error);
  return root instanceof Error && 'type' in root && typeof root.type === 'string' ? root.type : null;
}

/**
 * Says what a vendor error means to a caller: transient or permanent, its class, what we were doing, with whom, and the remedy.
 * Errors of our own pass unchanged, and so does what the vendor did not make: that is a bug and has to surface as one.
 */
export function mapKafkaError(error: unknown, doing: string, brokers: readonly string[]): Error {
  if (error instanceof TransientError || error instanceof PermanentError) return error;
  const root = rootOf(error);
  const verdict = verdictOn(root);
  if (!verdict) return error instanceof Error ? error : new Error(`${doing} failed: ${String(error)}`);
  const said = root instanceof Error ? root.message : String(root);
  const remedy = verdict.remedy ? `; ${verdict.remedy}` : '';
  const message = `${doing} failed at Kafka ${brokers.join(', ')}: ${said}${remedy}`;
  return verdict.lasting
    ? new PermanentError(message, verdict.errorClass, { cause: error })
    : new TransientError(message, verdict.errorClass, { cause: error });
}

function verdictOn(root: unknown): Verdict | null {
  if (!(root instanceof Error)) return null;
  const type = 'type' in root && typeof root.type === 'string' ? root.type : '';
  const known = byType[type] ?? byName[root.name];
  if (known) return known;
  return root.name.startsWith('KafkaJS') ? transient('dependency') : null;
}

// kafkajs wraps: "retries exceeded" around "not retriable" around what really happened; several failures come as an aggregate.
function rootOf(error: unknown): unknown {
  let root = error;
  for (let depth = 0; depth < 10; depth += 1) {
    const inner = innerOf(root);
    if (inner === null) return root;
    root = inner;
  }
  return root;
}

function innerOf(error: unknown): Error | null {
  if (!(error instanceof Error)) return null;
  if ('errors' in error && Array.isArray(error.errors) && error.errors[0] instanceof Error) return error.errors[0];
  if ('type' in error && typeof error.type === 'string') return null;
  return error.name.startsWith('KafkaJS') && error.cause instanceof Error ? error.cause : null;
}
