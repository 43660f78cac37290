import { describe, expect, it } from '@jest/globals';
import { brokerPlan, brokerProperties } from './broker.mjs';

const at = (index, more = {}) => ({ port: 20_000 + index, controllerPort: 21_000 + index, ...more });
const propertiesOf = (plan) => plan.nodes.map((node) => brokerProperties(plan, node));

describe('the properties of a broker', () => {
  it('name loopback addresses alone', () => {
    const [properties] = propertiesOf(brokerPlan({ folder: '/data', ports: [at(1)] }));
    for (const name of ['listeners', 'advertised.listeners', 'controller.quorum.bootstrap.servers']) {
      expect(properties[name].match(/\/\/[^,]*|^[^/]+$/g).every((address) => address.includes('127.0.0.1:'))).toBe(true);
    }
  });

  it('keep one copy on one broker, and three on three, two of them in sync', () => {
    const [one] = propertiesOf(brokerPlan({ folder: '/data', ports: [at(1)] }));
    const three = propertiesOf(brokerPlan({ folder: '/data', ports: [at(1), at(2), at(3)] }));
    expect([one['offsets.topic.replication.factor'], one['min.insync.replicas']]).toEqual(['1', '1']);
    for (const properties of three) {
      expect([properties['offsets.topic.replication.factor'], properties['min.insync.replicas']]).toEqual(['3', '2']);
    }
    expect(new Set(three.map((properties) => properties['node.id']))).toEqual(new Set(['1', '2', '3']));
    expect(new Set(three.map((properties) => properties['log.dirs'])).size).toBe(3);
  });

  it('send clients through the proxy, and the other brokers past it', () => {
    const [properties] = propertiesOf(brokerPlan({ folder: '/data', ports: [at(1, { proxyPort: 22_001, internalPort: 23_001 })] }));
    expect(properties['advertised.listeners']).toContain('PLAINTEXT://127.0.0.1:22001,');
    expect(properties.listeners).toContain('PLAINTEXT://127.0.0.1:20001,');
    expect(properties['inter.broker.listener.name']).toBe('INTERNAL');
    expect(properties['advertised.listeners']).toContain('INTERNAL://127.0.0.1:23001');
  });

  it('answer on a port of its own only those who show the login', () => {
    const login = { username: 'farm', password: 'a word' };
    for (const ports of [at(1, { loginPort: 24_001 }), at(1, { loginPort: 24_001, proxyPort: 22_001, internalPort: 23_001 })]) {
      const [properties] = propertiesOf(brokerPlan({ folder: '/data', ports: [ports], login }));
      for (const name of ['listeners', 'advertised.listeners']) expect(properties[name]).toMatch(/,LOGIN:\/\/127\.0\.0\.1:24001$/);
      expect(properties['listener.security.protocol.map']).toMatch(/PLAINTEXT:PLAINTEXT.*,LOGIN:SASL_PLAINTEXT$/);
      expect(properties['listener.name.login.plain.sasl.jaas.config']).toContain('user_farm="a word"');
    }
  });

  it('take what a test asks for over everything else', () => {
    const settings = { 'auto.create.topics.enable': 'true', 'log.retention.check.interval.ms': '500' };
    const [properties] = propertiesOf(brokerPlan({ folder: '/data', ports: [at(1)], settings }));
    expect(properties).toMatchObject(settings);
  });
});
