/** One metric of the runner as declared: what a scrape may show, label by label. */
export interface MetricDeclaration {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
}

/** Every metric that pipelines and transport export. A released name is public. */
export const streamMetricDeclarations = {
  streaming_messages_total: {
    type: 'counter',
    help: 'Messages by the step they ended at (or passed), the outcome and, unless it passed, the reason.',
    labels: ['pipeline', 'step', 'outcome', 'reason'],
  },
  streaming_stage_duration_seconds: {
    type: 'histogram',
    help: 'Time one chunk of messages spent in a stage: its steps, its dead letters, each sink or output, the commit.',
    labels: ['pipeline', 'stage'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  },
  streaming_retries_total: {
    type: 'counter',
    help: 'Tries that failed for a passing reason and were made again, by step.',
    labels: ['pipeline', 'step'],
  },
  streaming_failures_total: {
    type: 'counter',
    help: 'Chunks given back uncommitted, to be delivered again, by the class of the error.',
    labels: ['pipeline', 'error_class'],
  },
  streaming_oldest_unacknowledged_seconds: {
    type: 'gauge',
    help: 'Age of the oldest message taken in and not yet committed; 0 where there is none.',
    labels: ['pipeline'],
  },
  streaming_lag_messages: {
    type: 'gauge',
    help: 'Messages of the partitions held here that the group has not committed yet.',
    labels: ['group', 'topic'],
  },
  streaming_ledger_messages: {
    type: 'gauge',
    help: 'Messages by where they stand, cumulative over restarts: produced is the sum of all other heads.',
    labels: ['group', 'topic', 'head', 'reason'],
  },
} as const satisfies Record<string, MetricDeclaration>;

/** Every head of the ledger but `dropped`, which has a row a reason. */
export const ledgerHeads = ['produced', 'stored', 'dead_lettered', 'lost', 'compacted', 'in_flight'] as const;
