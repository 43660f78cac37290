import type { KafkaEventBus } from '@lodestream/streaming';
import type { KafkaSettings } from '../host-config.js';

type KafkaOptions = ConstructorParameters<typeof KafkaEventBus>[0];

/** How the cluster is reached and used, as an operator set it; what was left out is the bus's own choice. */
export function kafkaOptions({
  brokers,
  tls,
  sasl,
  replication_factor,
}: KafkaSettings): Pick<KafkaOptions, 'brokers' | 'ssl' | 'sasl' | 'replicationFactor'> {
  const login = sasl && { sasl: { ...sasl, mechanism: sasl.mechanism as 'plain' } };
  return { brokers, ssl: tls, ...(replication_factor && { replicationFactor: replication_factor }), ...login };
}
