import type { TestFarm } from './farm.js';

/** The writer's ledger as the page shows it. */
export interface WriterLedger {
  readonly produced: number;
  readonly stored: number;
  readonly dead_lettered: number;
  readonly lost: number;
  readonly compacted: number;
  readonly in_flight: number;
  readonly dropped: Readonly<Record<string, number>>;
}

/** One complete answer of a miner, as the simulator remembers it. */
export interface ServedSummary {
  readonly path: string;
  readonly outcome: string;
  readonly observed_at: number;
  readonly digest: { readonly hr_realtime?: number } | null;
}

const get = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;

/** Whether the process is ready, and everything it says of it. */
export async function readinessOf({ managementUrl }: TestFarm): Promise<{ ready: boolean; text: string }> {
  const answer = await fetch(`${managementUrl}/health/ready`);
  return { ready: answer.status === 200, text: await answer.text() };
}

/** The complete answers of one miner with its figures. */
export async function servedSummaries({ controlUrl }: TestFarm, minerId: string): Promise<readonly ServedSummary[]> {
  const { served } = await get<{ served: readonly ServedSummary[] }>(`${controlUrl}/served?miner_id=${minerId}`);
  return served.filter(({ path, outcome }) => path === '/api/v1/summary' && outcome === 'complete');
}

/** Stored readings of one miner, second by second: how many, and of which hashrate. */
export async function storedReadings({ dashboardUrl }: TestFarm, minerId: string, fromMs: number) {
  const read = async (aggregate: string) => {
    const query = `metrics=hashrate&from=${fromMs}&to=${Date.now() + 60_000}&step=1000&aggregate=${aggregate}`;
    const { series } = await get<{ series: { points: [number, number | null, unknown][] }[] }>(
      `${dashboardUrl}/api/v1/miners/${minerId}/series?${query}`,
    );
    return series[0]!.points.flatMap(([at, value]) => (value === null || (aggregate === 'count' && value === 0) ? [] : [{ at, value }]));
  };
  return { counts: await read('count'), values: await read('last') };
}

/** The writer's ledger now, and how many messages it explains. */
export async function writerLedger({ dashboardUrl }: TestFarm): Promise<{ ledger: WriterLedger; explained: number }> {
  const { services } = await get<{ services: readonly { service: string; ledger: WriterLedger }[] }>(`${dashboardUrl}/api/v1/system`);
  const { ledger } = services.find(({ service }) => service === 'telemetry-writer')!;
  const dropped = Object.values(ledger.dropped).reduce((a, b) => a + b, 0);
  const { stored, dead_lettered, lost, compacted, in_flight } = ledger;
  return { ledger, explained: stored + dead_lettered + lost + compacted + in_flight + dropped };
}
