import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog } from '@lodestream/component';
import { aMiner, aReading } from '../../test/a-reading.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { type MinerTrack, trackReading, untracked } from '../telemetry/miner-track.js';
import { Report } from './report.js';

const miner = aMiner({ expectedModel: 'ANTMINER_S19' });
const consuming = (watts: unknown): Partial<MinerReading> => ({ power: { consumption: watts as number, efficiency: null, voltage: null } });
const odd = consuming('much');
const unfit = 'Records do not fit their schema and are not sent.';

/** A report that shows what it sent, counted and logged. */
function open() {
  const sent: string[] = [];
  const refused: string[] = [];
  const said: string[] = [];
  const report = new Report({
    outbox: { add: (lane) => void sent.push(lane), addAwaited: () => Promise.resolve() },
    clock: new FakeClock(),
    log: { ...silentLog, warn: (sentence) => void said.push(sentence), error: (sentence) => void said.push(sentence) },
    source: 'test',
    metrics: { recordRefused: (kind, errorClass) => void refused.push(`${kind} ${errorClass}`) },
  });
  let track: MinerTrack = untracked;
  let tick = 0;
  const read = (more: Partial<MinerReading>): void => {
    const before = track;
    const reading = aReading(more);
    tick += 60_000;
    track = trackReading(before, reading, { tick, observedAtMs: tick, intervalMs: 60_000 });
    report.reading(miner, tick, before, track, reading);
  };
  return { read, sent, refused, said };
}

describe('a reading that its schema refuses', () => {
  it('is counted, and keeps no event back', () => {
    const { read, sent, refused } = open();
    read(odd);
    expect(refused).toEqual(['readings validation']);
    expect(sent).not.toContain('readings');
    expect(sent).toContain('events');
  });

  it('is told once, and again when it fits', () => {
    const { read, refused, said } = open();
    for (const more of [odd, odd, odd, {}, {}]) read(more);
    expect(refused).toHaveLength(3);
    expect(said).toEqual([unfit, 'The records of a miner fit their schema again.']);
  });

  it('is told once for a field, whatever value stands there', () => {
    const { read, said } = open();
    for (const value of ['1 W', '2 W', '3 W']) read(consuming(value));
    expect(said).toEqual([unfit]);
  });

  it('is told for each field, once, also when they take turns', () => {
    const { read, said } = open();
    const noted = { config: { frequency: 'fast' as unknown as number, overclock_profile: null, power_limit: null } };
    for (const more of [odd, noted, odd, noted]) read(more);
    expect(said).toEqual([unfit, unfit]);
  });
});
