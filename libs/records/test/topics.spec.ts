import { describe, expect, it } from '@jest/globals';
import { codecs, fullTopicName, topics } from '../src/index.js';

const day = 86_400_000;

describe('the topics', () => {
  it.each([
    { topic: topics.fleetMiners, name: 'fleet.miners', partitions: 24, retentionMs: null, compacted: true },
    {
      topic: topics.minerTelemetry,
      name: 'miner.telemetry',
      partitions: 24,
      retentionMs: 7 * day,
      compacted: false,
    },
    {
      topic: topics.minerEvents,
      name: 'miner.events',
      partitions: 24,
      retentionMs: 30 * day,
      compacted: false,
    },
    {
      topic: topics.serviceStatus,
      name: 'service.status',
      partitions: 1,
      retentionMs: null,
      compacted: true,
    },
    {
      topic: topics.deadLetters,
      name: 'dead.letters',
      partitions: 6,
      retentionMs: 30 * day,
      compacted: false,
    },
    { topic: topics.fleetChanges, name: 'fleet.changes', partitions: 24, retentionMs: 30 * day, compacted: false },
    { topic: topics.sourceEvents, name: 'source.events', partitions: 6, retentionMs: 30 * day, compacted: false },
    { topic: topics.poolPerformance, name: 'pool.performance', partitions: 6, retentionMs: 7 * day, compacted: false },
    { topic: topics.poolPayouts, name: 'pool.payouts', partitions: 6, retentionMs: 90 * day, compacted: false },
    { topic: topics.marketData, name: 'market.data', partitions: 6, retentionMs: 7 * day, compacted: false },
    { topic: topics.marketGlobal, name: 'market.global', partitions: 1, retentionMs: 7 * day, compacted: false },
    { topic: topics.energyReadings, name: 'energy.readings', partitions: 6, retentionMs: 7 * day, compacted: false },
    { topic: topics.derivedMetrics, name: 'derived.metrics', partitions: 24, retentionMs: 30 * day, compacted: false },
    { topic: topics.alerts, name: 'alerts', partitions: 6, retentionMs: 90 * day, compacted: true },
    { topic: topics.commands, name: 'commands', partitions: 24, retentionMs: 30 * day, compacted: false },
    { topic: topics.commandResults, name: 'command.results', partitions: 24, retentionMs: 30 * day, compacted: false },
    { topic: topics.auditEvents, name: 'audit.events', partitions: 6, retentionMs: 365 * day, compacted: false },
  ])('keep $name as the contract says', ({ topic, ...expected }) => {
    expect(topic).toMatchObject(expected);
  });

  it('carry records whose codec is the one of that name', () => {
    for (const topic of Object.values(topics)) expect(Object.values(codecs)).toContain(topic.codec);
  });

  it('get their prefix in one place', () => {
    expect(fullTopicName('farm7.', topics.minerEvents)).toBe('farm7.miner.events');
  });
});
