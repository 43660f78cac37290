import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog } from '@lodestream/component';
import { aMiner, aReading } from '../../test/a-reading.js';
import type { MinerReading } from '../reading/miner-reading.js';
import { type MinerTrack, trackReading, untracked } from '../telemetry/miner-track.js';
import { Report } from './report.js';

const miner = aMiner({ expectedModel: 'ANTMINER_S19' });
const odd: Partial<MinerReading> = { power: { consumption: 'much' as unknown as number, efficiency: null, voltage: null } };

/** A report that shows what it sent, counted and logged. */
function open() {
  const sent: string[] = [];
  const refused: string[] = [];
  const said: string[] = [];
  const report = new Report({
    outbox: { add: (lane) => void sent.push(lane) },
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
    expect(said).toEqual(['Records do not fit their schema and are not sent.', 'The records of a miner fit their schema again.']);
  });
});
