import { freePorts, spawnService, temporaryFolder, type SpawnedService } from '@lodestream/test-stack';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));
const faultlessSimulator = fileURLToPath(new URL('../../simulator/dist/main.js', import.meta.url));

/** A list of 100,000 miners is read within it too. */
const servingWithinMs = 180_000;

/** As npm start and npx lodestream run the application; tools/bootstrap/node-flags.mjs says why. */
const applicationFlags = (asked: string | undefined): readonly string[] => [
  `--max-semi-space-size=${asked === 'serve' ? 64 : 16}`,
  '--heap-growing-percent=50',
];
const applicationEnvironment = { MALLOC_ARENA_MAX: '2' };

/** A simulated farm and the configuration of somebody who owns it. */
export interface TestFarm {
  readonly simulator: SpawnedService;
  readonly controlUrl: string;
  readonly dashboardUrl: string;
  readonly managementUrl: string;
  readonly configDirectory: string;
  /** The same without the list of miners, which only ingestion needs: reading 100,000 of them takes 18 s of CPU and 1.2 GB. */
  readonly settingsDirectory: string;
  readonly dataDirectory: string;
  /** Starts Lodestream on the farm; resolves once it says that it runs. */
  start(...more: string[]): Promise<SpawnedService>;
  /** Starts a replica of one service; resolves once it says that it runs. */
  serve(service: string, instance: string): Promise<SpawnedService>;
  /** Runs another command on the same configuration to its end. */
  run(...args: string[]): Promise<SpawnedService>;
}

/** What a farm is grown from. */
export interface FarmOptions {
  readonly miners: number;
  readonly intervalSeconds: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** A farm in which nothing goes wrong by itself; by default it has the troubles of an ordinary hall. */
  readonly faultless?: boolean;
  /** The least severe log lines that are written. */
  readonly logLevel?: 'DEBUG' | 'INFO';
  /** Further sections of the configuration. */
  readonly yaml?: string;
  /** Seconds within which a miner that is new somewhere gets its first poll. */
  readonly firstPollSeconds?: number;
  /** Bytes that may wait in ingestion's outbox, where they are not the default. */
  readonly outboxBytes?: number;
  /** Flags of Node behind the application's own: of two for one setting the later one rules. */
  readonly nodeFlags?: readonly string[];
}

/** Opens a farm in a process of its own and writes a configuration for it, all ports free ones. */
export async function openFarm({
  miners,
  intervalSeconds,
  environment = {},
  faultless = false,
  logLevel = 'INFO',
  yaml = '',
  firstPollSeconds = 10,
  outboxBytes = 67_108_864,
  nodeFlags = [],
}: FarmOptions): Promise<TestFarm> {
  const [minerPort, controlPort, dashboardPort, managementPort] = (await freePorts(4)) as [number, number, number, number];
  const folder = temporaryFolder('lodestream-farm-');
  const program = faultless ? [faultlessSimulator, '--no-faults'] : [command, 'simulate'];
  const args = ['--miners', String(miners), '--miner-port', String(minerPort), '--control-port', String(controlPort), '--market-port', '0'];
  const simulator = await spawnService({ args: [...program, ...args] });
  await simulator.waitForUrl(`http://127.0.0.1:${controlPort}/health`);
  const [configDirectory, settingsDirectory] = [join(folder, 'config'), join(folder, 'settings')];
  const dataDirectory = join(folder, 'data');
  const settings =
    configText({ intervalSeconds, firstPollSeconds, outboxBytes, logLevel, dashboardPort, managementPort, dataDirectory }) + yaml;
  for (const directory of [configDirectory, settingsDirectory]) {
    await mkdir(directory);
    await writeFile(join(directory, 'farm.yaml'), settings);
  }
  await writeFile(join(configDirectory, 'miners.yaml'), minersText(await listMiners(controlPort), intervalSeconds));
  const spawn = (...more: string[]): Promise<SpawnedService> =>
    spawnService({
      args: ['--enable-source-maps', ...applicationFlags(more[0]), ...nodeFlags, command, ...more],
      env: { ...applicationEnvironment, ...environment },
    });
  return {
    simulator,
    controlUrl: `http://127.0.0.1:${controlPort}`,
    dashboardUrl: `http://127.0.0.1:${dashboardPort}`,
    managementUrl: `http://127.0.0.1:${managementPort}`,
    configDirectory,
    settingsDirectory,
    dataDirectory,
    run: spawn,
    start: async (...more) => {
      const process = await spawn('start', '--config', configDirectory, ...more);
      await process.waitForLine(/Lodestream is running/, 60_000);
      return process;
    },
    serve: async (service, instance) => {
      const directory = service === 'miner-ingestion' ? configDirectory : settingsDirectory;
      const process = await spawn('serve', service, '--config', directory, '--instance', instance, '--management-port', '0');
      await process.waitForLine(`${service} is running as ${instance}`, servingWithinMs);
      return process;
    },
  };
}

interface ListedMiner {
  readonly miner_id: string;
  readonly address: string;
  readonly port: number;
}

async function listMiners(controlPort: number): Promise<readonly ListedMiner[]> {
  const answer = await fetch(`http://127.0.0.1:${controlPort}/truth`);
  const { miners } = (await answer.json()) as { miners: readonly ListedMiner[] };
  return miners;
}

interface ConfigParts {
  readonly intervalSeconds: number;
  readonly firstPollSeconds: number;
  readonly outboxBytes: number;
  readonly logLevel: string;
  readonly dashboardPort: number;
  readonly managementPort: number;
  readonly dataDirectory: string;
}

function configText({
  intervalSeconds,
  firstPollSeconds,
  outboxBytes,
  logLevel,
  dashboardPort,
  managementPort,
  dataDirectory,
}: ConfigParts): string {
  return [
    `general: {environment: test, log_level: ${logLevel}, data_directory: ${JSON.stringify(dataDirectory)}}`,
    `dashboard: {port: ${dashboardPort}}`,
    `management: {port: ${managementPort}}`,
    `miner_ingestion: {allowed_networks: [127.0.0.0/8], polling_interval_seconds: ${intervalSeconds}, first_poll_within_seconds: ${firstPollSeconds}, outbox_bytes: ${outboxBytes}}`,
    '',
  ].join('\n');
}

function minersText(listed: readonly ListedMiner[], intervalSeconds: number): string {
  const lines = listed.map(
    ({ miner_id, address, port }) =>
      `  - {id: ${miner_id}, ip: ${address}, port: ${port}, password: admin, polling_interval_seconds: ${intervalSeconds}}`,
  );
  return ['miners:', ...lines, ''].join('\n');
}
