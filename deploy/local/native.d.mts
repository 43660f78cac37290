/** A process, recognisable even after its pid was given to another one. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** One broker of a cluster: its ports, and where it keeps its files. */
export interface BrokerNode {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly proxyPort?: number;
  readonly loginPort?: number;
  readonly internalPort?: number;
  readonly home: string;
  readonly data: string;
  readonly directoryId: string;
}

/** The ports of a broker that is to be planned. */
export type BrokerPorts = Pick<BrokerNode, 'port' | 'controllerPort' | 'proxyPort' | 'internalPort' | 'loginPort'>;

/** What a client has to show at a broker's `loginPort`. */
export interface BrokerLogin {
  readonly username: string;
  readonly password: string;
}

/** A cluster that is planned: everything its brokers' property files are written from. */
export interface BrokerPlan {
  readonly nodes: readonly BrokerNode[];
  readonly clusterId: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** An `influxd` that is planned. */
export interface InfluxdPlan {
  readonly folder: string;
  readonly port: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Where a launched server's output goes; a log from before is kept beside it unless `keepLog` appends to it. */
export interface LaunchOptions {
  readonly logFile: string;
  readonly keepLog?: boolean;
}

export declare const HOST: string;
export declare const BROKER_HEAP: string;
export declare const PORTS: Readonly<Record<'kafka' | 'kafkaController' | 'influxdb' | 'grafana', number>>;
export declare const VERSIONS: Readonly<{ kafka: string; influxdb: string; grafana: string }>;
export declare const INFLUXD_RUNTIME: Readonly<{ GOGC: string }>;
export declare const INFLUXDB_SETUP: Readonly<{ organization: string; bucket: string; username: string }>;

export declare function builtPart(name: 'kafka' | 'influxdb', env?: NodeJS.ProcessEnv): string | null;
export declare function withLock<T>(
  file: string,
  action: () => Promise<T>,
  options: { waitMs: number; onWait?: (holder: ProcessIdentity | null) => void },
): Promise<T>;

export declare function brokerPlan(options: {
  folder: string;
  ports: readonly BrokerPorts[];
  login?: BrokerLogin | undefined;
  settings?: Readonly<Record<string, string>>;
}): BrokerPlan;
export declare function brokerProperties(plan: BrokerPlan, node: BrokerNode): Record<string, string>;
export declare function prepareBrokers(plan: BrokerPlan, java: { libs: string; javaOptions?: readonly string[] }): Promise<void>;
export declare function launchBroker(
  node: BrokerNode,
  options: LaunchOptions & { libs: string; javaOptions?: readonly string[] },
): Promise<ProcessIdentity>;
export declare function influxdSettings(plan: InfluxdPlan): Record<string, string>;
export declare function launchInfluxd(plan: InfluxdPlan, options: LaunchOptions & { part: string }): Promise<ProcessIdentity>;

export declare function freePorts(count: number, random?: () => number): Promise<number[]>;
export declare function waitUntilReady(
  what: string,
  probe: () => Promise<string | null>,
  options: { identities: readonly ProcessIdentity[]; logFile: string; timeoutMs: number },
): Promise<void>;
export declare function probeHealth(options: { url: string; timeoutMs?: number }): Promise<string | null>;
export declare function probeInfluxdb(options: { url: string; token?: string; timeoutMs?: number }): Promise<string | null>;
export declare function probeKafka(options: { host: string; port: number; brokers?: number; timeoutMs?: number }): Promise<string | null>;

export declare function identify(pid: number): ProcessIdentity | null;
export declare function isRunning(identity: ProcessIdentity | null | undefined): boolean;
export declare function signal(identity: ProcessIdentity, name: NodeJS.Signals): boolean;
export declare function endProcess(
  identity: ProcessIdentity,
  options?: { graceMs?: number; signalName?: NodeJS.Signals },
): Promise<'was not running' | 'ended' | 'killed'>;
