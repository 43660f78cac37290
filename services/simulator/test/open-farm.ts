import { FakeClock } from '@lodestream/component';
import { createSimulator, type FaultPlan, type SimulatedMiner, type Simulator } from '../src/index.js';

/** A moment at which the first miners of seed 1 have long settled. */
export const settled = Date.UTC(2026, 5, 1, 12);
const open: Simulator[] = [];

/** A farm that is open, and how to talk to it. */
export interface OpenFarm {
  readonly clock: FakeClock;
  readonly fleet: SimulatedMiner[];
  readonly simulator: Simulator;
  /** Asks a miner's API. */
  ask(miner: number, path: string, init?: RequestInit): Promise<Response>;
  /** The JSON a miner's API answers. */
  read(miner: number, path: string): Promise<Record<string, any>>;
  /** Tells a miner something, with the password's token. */
  tell(miner: number, path: string, body?: unknown): Promise<Response>;
  truth(id: string, at?: number): Promise<Record<string, any>>;
  control(path: string): Promise<Response>;
}

/** Opens a farm on free ports under a clock that stands still; no chance faults. */
export async function openFarm(faults: readonly FaultPlan[] = [], miners = 8, startMs = settled): Promise<OpenFarm> {
  const clock = new FakeClock(startMs);
  const simulator = createSimulator({
    seed: 1,
    miners,
    startMs,
    minerPort: 0,
    controlPort: 0,
    clock,
    faults,
    randomFaultsPerMinerDay: 0,
  });
  await simulator.start();
  open.push(simulator);
  const fleet = simulator.fleet();
  const ask = (miner: number, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://${fleet[miner]!.ip}:${fleet[miner]!.port}${path}`, {
      signal: AbortSignal.timeout(5_000),
      ...init,
    });
  const control = (path: string): Promise<Response> => fetch(`${simulator.controlUrl()}${path}`, { signal: AbortSignal.timeout(5_000) });
  return {
    clock,
    fleet,
    simulator,
    ask,
    read: async (miner, path) => (await ask(miner, `/api/v1${path}`)).json() as Promise<Record<string, any>>,
    tell: async (miner, path, body) => {
      const unlocked = await ask(miner, '/api/v1/unlock', {
        method: 'POST',
        body: JSON.stringify({ pw: fleet[miner]!.password }),
      });
      const { token } = (await unlocked.json()) as { token: string };
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return ask(miner, `/api/v1${path}`, {
        method: 'POST',
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
    truth: async (id, at) => (await control(`/truth/${id}${at === undefined ? '' : `?at=${at}`}`)).json() as Promise<Record<string, any>>,
    control,
  };
}

/** Closes every farm a spec opened. */
export async function closeFarms(): Promise<void> {
  await Promise.all(open.splice(0).map((simulator) => simulator.stop()));
}
