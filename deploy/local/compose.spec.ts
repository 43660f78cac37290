import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { BROKER_HEAP, brokerPlan, brokerProperties, INFLUXD_RUNTIME, influxdSettings, INFLUXDB_SETUP, PORTS, VERSIONS } from './native.mjs';

interface Service {
  readonly image: string;
  readonly ports: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
}

const text = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const { services } = parse(text) as { services: Readonly<Record<'kafka' | 'influxdb' | 'grafana', Service>> };

/** What each file must say in its own way, because one names addresses inside containers and the other on the machine. */
const PLACED = {
  kafka: ['listeners', 'advertised.listeners', 'log.dirs', 'controller.quorum.voters', 'controller.quorum.bootstrap.servers'],
  influxdb: ['http-bind-address', 'bolt-path', 'sqlite-path', 'engine-path'],
};

const withDefaults = (value: string): string => value.replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1');
const without = (all: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));

function nativeBroker(): Record<string, string> {
  const plan = brokerPlan({
    folder: '/data',
    ports: [{ port: PORTS.kafka, controllerPort: PORTS.kafkaController }],
  });
  const [node] = plan.nodes;
  return node === undefined ? {} : brokerProperties(plan, node);
}

function composeBroker(): Record<string, string> {
  const own = Object.entries(services.kafka.environment).filter(([name]) => name.startsWith('KAFKA_') && name !== 'KAFKA_HEAP_OPTS');
  return Object.fromEntries(
    own.map(([name, value]) => [name.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.'), withDefaults(value)]),
  );
}

function composeInfluxd(): Record<string, string> {
  const own = Object.entries(services.influxdb.environment).filter(([name]) => name.startsWith('INFLUXD_'));
  return Object.fromEntries(own.map(([name, value]) => [name.slice('INFLUXD_'.length).toLowerCase().replaceAll('_', '-'), value]));
}

describe('docker-compose.yml and the native stack', () => {
  it('set every property of the broker alike', () => {
    expect(without(composeBroker(), PLACED.kafka)).toEqual(without(nativeBroker(), PLACED.kafka));
  });

  it('set every flag of influxd alike', () => {
    const native = influxdSettings({ folder: '/data', port: PORTS.influxdb });
    expect(without(composeInfluxd(), PLACED.influxdb)).toEqual(without(native, PLACED.influxdb));
  });

  it('run influxd with the same garbage collector', () => {
    expect(services.influxdb.environment).toMatchObject(INFLUXD_RUNTIME);
  });

  it('give the broker the same memory', () => {
    expect(services.kafka.environment['KAFKA_HEAP_OPTS']).toBe(BROKER_HEAP);
  });

  it.each(PLACED.influxdb)('both say the flag %s of influxd', (flag) => {
    expect(Object.keys(composeInfluxd())).toContain(flag);
    expect(Object.keys(influxdSettings({ folder: '/data', port: 1 }))).toContain(flag);
  });

  it('advertise the same address to clients of Kafka', () => {
    expect(nativeBroker()['advertised.listeners']).toContain(`${composeBroker()['advertised.listeners'] ?? 'nothing'},`);
  });

  it('keep one quorum of one voter, each in the form that its way of formatting asks for', () => {
    expect(composeBroker()['controller.quorum.voters']).toBe(`1@localhost:${PORTS.kafkaController}`);
    expect(nativeBroker()['controller.quorum.bootstrap.servers']).toBe(`127.0.0.1:${PORTS.kafkaController}`);
  });

  it('run the same versions', () => {
    const images = Object.values(services).map(({ image }) => image);
    expect(images).toEqual([`apache/kafka:${VERSIONS.kafka}`, `influxdb:${VERSIONS.influxdb}`, `grafana/grafana:${VERSIONS.grafana}`]);
  });

  it('make the same organisation, bucket and user', () => {
    const { environment } = services.influxdb;
    expect({
      organization: environment['DOCKER_INFLUXDB_INIT_ORG'],
      bucket: environment['DOCKER_INFLUXDB_INIT_BUCKET'],
      username: environment['DOCKER_INFLUXDB_INIT_USERNAME'],
    }).toEqual(INFLUXDB_SETUP);
  });

  it('open the same ports, on loopback alone', () => {
    const ports = Object.values(services).flatMap((service) => service.ports.map(withDefaults));
    expect(ports).toEqual([
      `127.0.0.1:${PORTS.kafka}:${PORTS.kafka}`,
      `127.0.0.1:${PORTS.influxdb}:8086`,
      `127.0.0.1:${PORTS.grafana}:3000`,
    ]);
  });
});

describe('docker-compose.yml', () => {
  it('keeps data in volumes that outlive the containers', () => {
    const mounts = Object.values(services).flatMap(({ volumes }) => volumes);
    expect(mounts).toEqual(expect.arrayContaining([`kafka-data:${composeBroker()['log.dirs'] ?? ''}`, 'influxdb-data:/var/lib/influxdb2']));
  });

  it('holds no secret, and refuses to start without one', () => {
    const secrets = ['DOCKER_INFLUXDB_INIT_PASSWORD', 'DOCKER_INFLUXDB_INIT_ADMIN_TOKEN'].map(
      (name) => services.influxdb.environment[name],
    );
    for (const value of [...secrets, services.grafana.environment['GF_SECURITY_ADMIN_PASSWORD']])
      expect(value).toMatch(/^\$\{[A-Z_]+:\?.+\}$/);
  });

  it('gives Grafana the variables that its data source reads', () => {
    const source = readFileSync(new URL('../grafana/provisioning/datasources/influxdb.yaml', import.meta.url), 'utf8');
    const read = [...source.matchAll(/\$([A-Z_]+)/g)].map(([, name]) => name);
    expect(read).toEqual(['INFLUXDB_URL', 'INFLUXDB_TOKEN']);
    expect(Object.keys(services.grafana.environment)).toEqual(expect.arrayContaining(read));
    const { datasources } = parse(source) as { datasources: readonly { jsonData: Record<string, string> }[] };
    expect(datasources[0]?.jsonData).toMatchObject({
      organization: INFLUXDB_SETUP.organization,
      defaultBucket: INFLUXDB_SETUP.bucket,
    });
  });
});
