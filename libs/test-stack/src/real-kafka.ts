import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  brokerPlan,
  HOST,
  launchBroker,
  prepareBrokers,
  probeKafka,
  waitUntilReady,
  type BrokerLogin,
  type BrokerNode,
  type BrokerPlan,
  type BrokerPorts,
} from '../../../deploy/local/native.mjs';
import { temporaryFolder } from './belongings.js';
import { freePorts } from './free-ports.js';
import { requirePart } from './real-parts.js';
import { ServerProcess } from './server-process.js';
import { startTcpFaultProxy, type TcpFaultProxy } from './tcp-fault-proxy.js';

const READY_TIMEOUT_MS = 90_000;
// Tests start brokers by the dozen: the first compiler alone and the small collector start fastest on two cores.
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
// A killed broker may come back only when its session has run out, nine seconds by default.
const SETTINGS = { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500' };

/** What a test may ask of its Kafka. */
export interface RealKafkaOptions {
  /** Brokers of the cluster; each takes about 330 MB. Defaults to 1. */
  readonly brokers?: 1 | 3;
  /** Broker properties to add or replace, such as a short `log.retention.check.interval.ms`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Puts a fault proxy before each broker, which clients then reach through it alone; brokers talk directly. */
  readonly faultProxy?: boolean;
  /** Opens one more port a broker, at which only clients with this login are answered (SASL, mechanism PLAIN). */
  readonly login?: BrokerLogin;
  /** What the brokers' Java is told. Defaults to what starts soonest; with none at all it does its work for the least CPU, as in a hall. */
  readonly javaOptions?: readonly string[];
}

/** One broker of a real Kafka. */
export interface RealBroker {
  readonly id: number;
  /** Where clients reach it, as `host:port`. */
  readonly address: string;
  readonly logFile: string;
  readonly process: ServerProcess;
  /** The proxy before it, where one was asked for. */
  readonly proxy: TcpFaultProxy | null;
}

/** A fresh Kafka of its own on random loopback ports, with data in a temporary folder. */
export interface RealKafka {
  /** The brokers' addresses, as kafkajs wants them. */
  readonly brokers: string[];
  /** The addresses that need the login; none where none was asked for. */
  readonly loginBrokers: string[];
  readonly nodes: readonly RealBroker[];
  /** Kills every broker with SIGKILL. */
  kill(): Promise<void>;
  /** Freezes every broker with SIGSTOP. */
  pause(): void;
  /** Lets every frozen broker go on. */
  resume(): void;
  /** Kills whatever runs and starts every broker on its data and ports; resolves once a group can be joined. */
  restart(): Promise<void>;
  /** Resolves once every broker is registered and a group can be joined. */
  ready(): Promise<void>;
  /** Ends it and removes its data. Safe twice. */
  stop(): Promise<void>;
}

/** Starts a Kafka for one test file; resolves once a consumer group can be joined on it. */
export async function startKafka(options: RealKafkaOptions = {}): Promise<RealKafka> {
  const libs = join(requirePart('kafka'), 'libs');
  const folder = temporaryFolder('kafka');
  const ports = await choosePorts(options.brokers ?? 1, options);
  const plan = brokerPlan({ folder, ports, login: options.login, settings: { ...SETTINGS, ...options.settings } });
  const java = { libs, javaOptions: options.javaOptions ?? QUICK_START };
  await prepareBrokers(plan, java);
  const nodes = await Promise.all(plan.nodes.map((node) => createBroker(plan, node, java)));
  const loginBrokers = ports.flatMap(({ loginPort }) => (loginPort === undefined ? [] : [`${HOST}:${loginPort}`]));
  const kafka = assemble(nodes, folder, loginBrokers);
  try {
    await kafka.restart();
    return kafka;
  } catch (error) {
    await kafka.stop();
    throw error;
  }
}

function assemble(nodes: RealBroker[], folder: string, loginBrokers: string[]): RealKafka {
  const every = (act: (process: ServerProcess) => Promise<unknown>): Promise<unknown> =>
    Promise.all(nodes.map(({ process }) => act(process)));
  const kafka: RealKafka = {
    brokers: nodes.map(({ address }) => address),
    loginBrokers,
    nodes,
    kill: async () => void (await every((process) => process.kill())),
    pause: () => nodes.forEach(({ process }) => process.pause()),
    resume: () => nodes.forEach(({ process }) => process.resume()),
    ready: () => untilServing(nodes),
    restart: async () => {
      await kafka.kill();
      await every((process) => process.launch());
      await kafka.ready();
    },
    stop: async () => {
      await kafka.kill();
      await Promise.all(nodes.map(async ({ proxy }) => proxy?.stop()));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return kafka;
}

async function createBroker(
  plan: BrokerPlan,
  node: BrokerNode,
  java: { libs: string; javaOptions: readonly string[] },
): Promise<RealBroker> {
  const logFile = join(node.home, 'broker.log');
  const process = new ServerProcess({
    launch: (again) => launchBroker(node, { ...java, logFile, keepLog: again }),
    ready: (identity) =>
      waitUntilReady(`Kafka broker ${node.id}`, () => probeKafka({ host: HOST, port: node.port, brokers: plan.nodes.length }), {
        identities: [identity],
        logFile,
        timeoutMs: READY_TIMEOUT_MS,
      }),
  });
  const proxy = node.proxyPort === undefined ? null : await proxyFor(node, node.proxyPort);
  return { id: node.id, address: `${HOST}:${node.proxyPort ?? node.port}`, logFile, process, proxy };
}

function proxyFor(node: BrokerNode, port: number): Promise<TcpFaultProxy> {
  return startTcpFaultProxy({ target: { host: HOST, port: node.port }, port });
}

async function untilServing(nodes: readonly RealBroker[]): Promise<void> {
  for (const { id, address, logFile, process } of nodes) {
    const probe = async (): Promise<string | null> => {
      if (process.pid === null) throw new Error(`Kafka broker ${id} does not run; its log is ${logFile}.`);
      return probeKafka({ host: HOST, port: Number(address.split(':')[1]), brokers: nodes.length });
    };
    await waitUntilReady(`Kafka broker ${id}`, probe, {
      identities: [],
      logFile,
      timeoutMs: READY_TIMEOUT_MS,
    });
  }
}

async function choosePorts(brokers: number, { faultProxy, login }: RealKafkaOptions): Promise<BrokerPorts[]> {
  const ports = await freePorts(brokers * 5);
  const port = (index: number): number => ports[index] ?? 0;
  return Array.from({ length: brokers }, (_, index) => ({
    port: port(index * 5),
    controllerPort: port(index * 5 + 1),
    ...(faultProxy ? { proxyPort: port(index * 5 + 2), internalPort: port(index * 5 + 3) } : {}),
    ...(login ? { loginPort: port(index * 5 + 4) } : {}),
  }));
}
