import { describe, expect, it } from '@jest/globals';
import { Secret, validateSection } from '@lodestream/service-kit';
import { HostConfig } from '../host-config.js';
import { kafkaOptions } from './kafka-options.js';

const brokers = ['k1:9092', 'k2:9092', 'k3:9092'];
const optionsOf = (kafka: object) => {
  const { instance, findings } = validateSection(HostConfig, { kafka: { brokers, ...kafka } });
  expect(findings).toEqual([]);
  return kafkaOptions(instance.kafka);
};

describe('the options of Kafka', () => {
  it('leave the number of copies to the bus, which gives as many as there are brokers, where nobody sets it', () => {
    expect(optionsOf({})).toEqual({ brokers, ssl: false });
  });

  it.each([1, 2, 7])('have %d copies where an operator says so', (replication_factor) => {
    expect(optionsOf({ replication_factor }).replicationFactor).toBe(replication_factor);
  });

  it('have a login only where there is one', () => {
    const { ssl, sasl } = optionsOf({ tls: true, sasl: { username: 'lode', password: 'hunter2' } });
    expect([ssl, sasl?.mechanism, sasl?.username, sasl?.password instanceof Secret]).toEqual([true, 'scram-sha-512', 'lode', true]);
  });

  it.each([0, 8, 1.5])('are refused with %d copies', (replication_factor) => {
    const { findings } = validateSection(HostConfig, { kafka: { replication_factor } });
    expect(findings.map(({ path }) => path.join('.'))).toEqual(['kafka.replication_factor']);
  });
});
