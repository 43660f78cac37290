import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { HOST, launchInfluxd, probeHealth, waitUntilReady } from '../../../deploy/local/native.mjs';
import { temporaryFolder } from './belongings.js';
import { freePorts } from './free-ports.js';
import { InfluxAccount } from './influx-account.js';
import { requirePart } from './real-parts.js';
import { ServerProcess } from './server-process.js';

const READY_TIMEOUT_MS = 60_000;

/** What a test may ask of its InfluxDB. */
export interface RealInfluxOptions {
  /** `influxd` settings to add or replace, by flag name. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A fresh InfluxDB of its own on a random loopback port, set up, with data in a temporary folder. */
export interface RealInflux {
  readonly url: string;
  readonly account: InfluxAccount;
  readonly logFile: string;
  readonly process: ServerProcess;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
  /** Freezes it with SIGSTOP. */
  pause(): void;
  /** Lets it go on. */
  resume(): void;
  /** Kills it if it runs and starts it on its data and port; resolves once it is healthy. */
  restart(): Promise<void>;
  /** Ends it and removes its data. Safe twice. */
  stop(): Promise<void>;
}

/** Starts an InfluxDB for one test file, with an organisation, a bucket and an admin token. */
export async function startInflux({ settings = {} }: RealInfluxOptions = {}): Promise<RealInflux> {
  const part = requirePart('influxdb');
  const folder = temporaryFolder('influxdb');
  const [port = 0] = await freePorts(1);
  const url = `http://${HOST}:${port}`;
  const logFile = join(folder, 'influxd.log');
  const process = new ServerProcess({
    launch: (again) => launchInfluxd({ folder, port, settings }, { part, logFile, keepLog: again }),
    ready: (identity) =>
      waitUntilReady('InfluxDB', () => probeHealth({ url }), {
        identities: [identity],
        logFile,
        timeoutMs: READY_TIMEOUT_MS,
      }),
  });
  const stop = async (): Promise<void> => {
    await process.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await process.start();
    return { url, account: await InfluxAccount.setUp(url), logFile, process, ...controls(process), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function controls(process: ServerProcess): Pick<RealInflux, 'kill' | 'pause' | 'resume' | 'restart'> {
  return {
    kill: () => process.kill(),
    pause: () => process.pause(),
    resume: () => process.resume(),
    restart: () => process.restart(),
  };
}
