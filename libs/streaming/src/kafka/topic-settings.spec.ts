import { describe, expect, it } from '@jest/globals';
import { creationOptions, fromTopicOptions, isInternal, toTopicOptions } from './topic-settings.js';

describe('topic settings', () => {
  it.each([
    { retentionMs: 1_000, compacted: false, policy: 'delete', retention: '1000' },
    { retentionMs: null, compacted: false, policy: 'delete', retention: '-1' },
    { retentionMs: null, compacted: true, policy: 'compact', retention: '-1' },
    { retentionMs: 1_000, compacted: true, policy: 'compact,delete', retention: '1000' },
  ])('are $policy for $retention ms, and come back as they were', ({ retentionMs, compacted, policy, retention }) => {
    const settings = { topic: 't', partitions: 3, retentionMs, compacted };
    const options = toTopicOptions(settings);
    expect(options).toEqual({ 'cleanup.policy': policy, 'retention.ms': retention });
    expect(fromTopicOptions('t', 3, new Map(Object.entries(options)))).toEqual(settings);
  });

  it('don’t count a time that the policy never applies', () => {
    const options = new Map([
      ['cleanup.policy', 'compact'],
      ['retention.ms', '604800000'],
    ] as const);
    expect(fromTopicOptions('t', 1, options).retentionMs).toBeNull();
  });

  it('let a new compacted topic close its segments early, so that they can be compacted', () => {
    const settings = { topic: 't', partitions: 1, retentionMs: null };
    expect(creationOptions({ ...settings, compacted: true })).toHaveProperty(['segment.bytes'], '33554432');
    expect(creationOptions({ ...settings, compacted: false })).toEqual({});
  });

  it('leave the broker’s own topics alone', () => {
    expect(['__consumer_offsets', 'mining.alerts'].map(isInternal)).toEqual([true, false]);
  });
});
