import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BROKER_HEAP, BROKER_SETTINGS, HOST } from '../settings.mjs';
import { StackProblem } from '../problem.mjs';
import { launch } from './launch.mjs';

const run = promisify(execFile);

/**
 * A set of brokers that make one cluster: every node is broker and controller, with a folder, ports and a directory id
 * of its own. A node with a `proxyPort` sends its clients there, and talks to the other brokers on its `internalPort`.
 * A node with a `loginPort` also answers there, but only clients that show the `login` (SASL, mechanism PLAIN).
 * `settings` overrides broker properties, for tests that need, say, a short retention.
 */
export function brokerPlan({ folder, ports, login, settings = {} }) {
  const nodes = ports.map((given, index) => {
    const home = join(folder, `broker-${index + 1}`);
    return { ...given, id: index + 1, home, data: join(home, 'data'), directoryId: kafkaUuid() };
  });
  return { nodes, clusterId: kafkaUuid(), login, settings };
}

/** The whole property file of one broker, as an object. */
export function brokerProperties(plan, node) {
  const controllers = plan.nodes.map(({ controllerPort }) => `${HOST}:${controllerPort}`).join(',');
  return {
    ...BROKER_SETTINGS,
    ...(plan.nodes.length > 1 ? replicated(plan.nodes.length) : {}),
    'node.id': String(node.id),
    ...withLogin(addresses(node), node, plan.login),
    'controller.quorum.bootstrap.servers': controllers,
    'log.dirs': node.data,
    ...plan.settings,
  };
}

/** Writes the brokers' property files, and formats the folders of those that hold nothing yet. */
export async function prepareBrokers(plan, { libs, javaOptions = [] }) {
  for (const node of plan.nodes) {
    mkdirSync(node.home, { recursive: true });
    const lines = Object.entries(brokerProperties(plan, node)).map(([key, value]) => `${key}=${value}\n`);
    writeFileSync(propertiesFile(node), lines.join(''));
  }
  const unformatted = plan.nodes.filter((node) => !existsSync(join(node.data, 'meta.properties')));
  await Promise.all(unformatted.map((node) => format(plan, node, { libs, javaOptions })));
}

/** Starts one prepared broker; it answers some seconds later. */
export function launchBroker(node, { libs, logFile, javaOptions = [], keepLog = false }) {
  const args = [...javaArguments(libs, [BROKER_HEAP, ...javaOptions]), 'kafka.Kafka', propertiesFile(node)];
  return launch('java', args, { logFile, cwd: node.home, keepLog });
}

function addresses(node) {
  const direct = `PLAINTEXT://${HOST}:${node.port},CONTROLLER://${HOST}:${node.controllerPort}`;
  if (node.proxyPort === undefined) return { listeners: direct, 'advertised.listeners': direct };
  const internal = `INTERNAL://${HOST}:${node.internalPort}`;
  return {
    listeners: `${direct},${internal}`,
    'advertised.listeners': `PLAINTEXT://${HOST}:${node.proxyPort},CONTROLLER://${HOST}:${node.controllerPort},${internal}`,
    'inter.broker.listener.name': 'INTERNAL',
    'listener.security.protocol.map': `${BROKER_SETTINGS['listener.security.protocol.map']},INTERNAL:PLAINTEXT`,
  };
}

function withLogin(properties, { loginPort }, login) {
  if (login === undefined) return properties;
  const address = `LOGIN://${HOST}:${loginPort}`;
  const map = properties['listener.security.protocol.map'] ?? BROKER_SETTINGS['listener.security.protocol.map'];
  const module = 'org.apache.kafka.common.security.plain.PlainLoginModule';
  return {
    ...properties,
    listeners: `${properties.listeners},${address}`,
    'advertised.listeners': `${properties['advertised.listeners']},${address}`,
    'listener.security.protocol.map': `${map},LOGIN:SASL_PLAINTEXT`,
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.login.plain.sasl.jaas.config': `${module} required user_${login.username}="${login.password}";`,
  };
}

async function format(plan, node, { libs, javaOptions }) {
  const quorum = plan.nodes.length === 1 ? ['--standalone'] : ['--initial-controllers', plan.nodes.map(voter).join(',')];
  const args = ['format', '-t', plan.clusterId, '-c', propertiesFile(node), ...quorum];
  try {
    await run('java', [...javaArguments(libs, javaOptions), 'kafka.tools.StorageTool', ...args], {
      timeout: 120_000,
      maxBuffer: 4 << 20,
    });
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.trimEnd().split('\n').slice(-8).join('\n');
    throw new StackProblem(`Kafka could not format ${node.data}:\n${said}`, { cause: error });
  }
}

function voter({ id, controllerPort, directoryId }) {
  return `${id}@${HOST}:${controllerPort}:${directoryId}`;
}

function javaArguments(libs, options) {
  const logging = ['-Dorg.slf4j.simpleLogger.showDateTime=true', '-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS'];
  return [...options, '-Djava.net.preferIPv4Stack=true', ...logging, '-cp', join(libs, '*')];
}

function propertiesFile(node) {
  return join(node.home, 'server.properties');
}

function replicated(brokers) {
  const factor = String(Math.min(3, brokers));
  const inSync = String(Math.min(2, brokers));
  return {
    'default.replication.factor': factor,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': factor,
    'transaction.state.log.replication.factor': factor,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': factor,
    'share.coordinator.state.topic.min.isr': inSync,
  };
}

// Kafka's own form of a UUID: 16 bytes in base64url. One that starts with a dash would be read as an option.
function kafkaUuid() {
  const text = randomBytes(16).toString('base64url');
  return text.startsWith('-') ? kafkaUuid() : text;
}
