import type { VirtualMiner } from '../fleet/virtual-miner.js';
import { readDevice } from '../life/reading.js';
import type { Segment } from '../life/segment.js';
import { type Answer, type Call, hashrateUnit, json, refused, round1 } from './answer.js';
import { historyOf } from './history.js';

const defaultSliceSeconds = 86_400;
const maxSliceSeconds = 259_200;
const defaultStepSeconds = 900;
const maxRows = 5_000;

/** `GET /metrics?time_slice=&step=`: the device's own history, newest first, and what happened in it. Times in seconds. */
export function metrics({ miner, at, query }: Call): Answer {
  const slice = secondsIn(query, 'time_slice', defaultSliceSeconds);
  const step = secondsIn(query, 'step', defaultStepSeconds);
  if (slice === null || step === null || slice > maxSliceSeconds || slice / step > maxRows) {
    return refused(400, `time_slice is at most ${maxSliceSeconds}, with at most ${maxRows} steps`);
  }
  const from = at - slice * 1000;
  const annotations = historyOf(miner, from, at).map(({ at: time, type, chain }) => {
    return {
      time: Math.floor(time / 1000),
      data: chain === undefined ? { type } : { type, chain_id: chain },
    };
  });
  return json({
    timezone: 'GMT',
    metrics: samples(miner, from, at, step * 1000),
    annotations: annotations.reverse(),
  });
}

/** One sample at each step of the clock while the device had power and a process that wrote it down. */
function samples(miner: VirtualMiner, from: number, to: number, stepMs: number): unknown[] {
  const stretches = miner.stretches(from, to);
  const rows: unknown[] = [];
  let place = stretches.length - 1;
  for (let t = Math.floor(to / stepMs) * stepMs; t >= from; t -= stepMs) {
    while (place > 0 && stretches[place]!.from > t) place -= 1;
    const segment = stretches[place];
    if (segment !== undefined && writes(segment)) rows.push({ time: stampOf(segment, t), data: sample(miner, segment, t) });
  }
  return rows;
}

/** Seconds, by the device's own clock when it wrote it down. */
const stampOf = ({ effects }: Segment, t: number): number => Math.floor((t + effects.clockErrorMs) / 1000);

function writes({ device }: Segment): boolean {
  return device.phase !== 'off' && device.frozenAt === null;
}

function sample(miner: VirtualMiner, segment: Segment, t: number): Record<string, number> {
  const reading = readDevice(miner.traits, segment, t);
  const living = reading.boards.filter((board) => board.alive);
  const pcb = living.length === 0 ? 0 : Math.round(Math.max(...living.map((board) => board.pcbC)));
  return {
    hashrate: round1(reading.measuredRate / hashrateUnit(miner).size),
    pcb_max_temp: pcb,
    chip_max_temp: pcb === 0 ? 0 : pcb + miner.traits.model.chipAbovePcb,
    fan_duty: reading.duty,
    power_consumption: reading.measuredWatts,
  };
}

function secondsIn(query: URLSearchParams, name: string, otherwise: number): number | null {
  const text = query.get(name);
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
