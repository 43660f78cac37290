import { describe, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { recordSubjects } from './record-subjects.js';

describe('the subjects of our records', () => {
  it('are one a topic, under its full name', () => {
    const subjects = recordSubjects('farm.');
    expect(subjects).toHaveLength(Object.keys(topics).length);
    expect(subjects.map(({ subject }) => subject)).toContain('farm.miner.telemetry-value');
  });

  it('carry the schema of the record', () => {
    const telemetry = recordSubjects('farm.').find(({ topic }) => topic === 'farm.miner.telemetry');
    expect(JSON.parse(telemetry!.schema)).toMatchObject({ type: 'record', name: 'MinerTelemetry' });
  });
});
