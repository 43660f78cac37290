import { minerTelemetryPoint, type Point } from '../src/index.js';
import { aReading } from '../src/measurements/sample-readings.js';

export const minuteMs = 60_000;

/** A reading of one miner whose values change as a miner's do: a little, and not all of them. */
export function pointOf(miner: number, timestamp: number): Point {
  const reading = aReading({
    timestamp,
    miner_id: `miner-${String(miner).padStart(5, '0')}`,
    location: `north/r${miner % 97}/p${miner % 12}`,
  });
  const noise = ((miner * 7_919 + timestamp / minuteMs) % 1_000) / 1_000;
  reading.hashrate.total = 103 + noise;
  reading.power.consumption = 3_060 + noise * 10;
  reading.temperature.max_chip = 68 + Math.round(noise * 4);
  for (const board of reading.hashrate.per_hashboard) board.hashrate = 34 + noise + board.board_id / 10;
  return minerTelemetryPoint(reading);
}
