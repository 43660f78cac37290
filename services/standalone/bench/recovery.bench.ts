/**
 * `npm run bench -- recovery [--quick] [--miners=N] [--only=broker|writer|store]`: how soon we are at work again after a broker, the writer
 * or the database was away, on a real Kafka and a real InfluxDB, with a count of what was sent and what arrived: it ends with an error when
 * anything is missing. The goals are 5 s after a broker's return (95 of 100), 10 s after a SIGKILL of ours, and an outage of 30 minutes
 * made up for in 6.
 */
import { builtPart } from '../../../deploy/local/native.mjs';
import { parseArgs } from 'node:util';
import { type Cluster, startCluster } from '../test/cluster.js';
import { brokerReturns } from './recovery/broker-return.js';
import { quantile, seconds } from './recovery/quantile.js';
import { type Account, storeOutage, writerKills } from './recovery/writer-recovery.js';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, miners: { type: 'string' }, only: { type: 'string' } },
});
const { quick, only } = values;
const isWanted = (name: string): boolean => only === undefined || only === name;
const outageMinutes = 30;

if (builtPart('kafka') === null || builtPart('influxdb') === null) {
  console.log('skipped: it needs a Kafka and an InfluxDB; run `npm run stack -- build kafka influxdb` once');
} else {
  if (isWanted('broker')) await broker(quick ? 8 : 50);
  if (isWanted('writer') || isWanted('store')) await writerAndStore();
}

async function writerAndStore(): Promise<void> {
  const cluster = await startCluster();
  try {
    if (isWanted('writer')) await writer(cluster, quick ? 5 : 20);
    if (isWanted('store')) await store(cluster, Number(values.miners ?? (quick ? 2_000 : 10_000)));
  } finally {
    await cluster.stop();
  }
}

async function writer(cluster: Cluster, kills: number): Promise<void> {
  const { caughtUpMs, ...account } = await writerKills(cluster, kills, 200);
  console.log(
    `SIGKILL of the writer → less than 1 s behind: ${spread(caughtUpMs)} (at most 10.0 s); 200 readings a second, ${kills} kills`,
  );
  settle(account);
}

async function store(cluster: Cluster, miners: number): Promise<void> {
  const { backlog, drainedMs, ...account } = await storeOutage(cluster, miners, outageMinutes);
  const ratio = (outageMinutes * 60_000) / drainedMs;
  const perSecond = (backlog / drainedMs) * 1_000;
  console.log(
    `${outageMinutes} minutes without the database, ${miners} miners at 60 s: ${backlog} readings stored in ${seconds(drainedMs)} s`,
  );
  console.log(
    `  ${ratio.toFixed(1)} × real time (at least 5), ${Math.round(perSecond)} readings a second: 5 × that of ${miners60(perSecond)} miners`,
  );
  settle(account);
}

async function broker(rounds: number): Promise<void> {
  const { sincePort, sinceReady, acknowledged, handled, missing } = await brokerReturns(rounds);
  console.log(`broker's port open → first message handled: ${spread(sincePort)} (95 of 100 within 5.0 s); ${rounds} restarts`);
  console.log(`  since a group can be joined on it: ${spread(sinceReady)}`);
  console.log(`  ${acknowledged} messages acknowledged, ${handled} handled, ${missing} missing`);
  if (missing > 0) process.exitCode = 1;
}

function settle({ sent, stored, deadLetters }: Account): void {
  console.log(`  ${sent} readings sent, ${stored} stored, ${deadLetters} dead letters`);
  if (sent !== stored || deadLetters > 0) process.exitCode = 1;
}

function spread(values: readonly number[]): string {
  return `median ${seconds(quantile(values, 0.5))} s, p95 ${seconds(quantile(values, 0.95))} s, longest ${seconds(quantile(values, 1))} s`;
}

/** Of how many miners at 60 s a fifth of that rate is. */
function miners60(perSecond: number): number {
  return Math.floor((perSecond / 5) * 60);
}
