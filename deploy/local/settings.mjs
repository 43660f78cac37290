/**
 * The one place the real stack's settings are written. The native start uses them as they stand;
 * docker-compose.yml repeats them in its own form, and `compose.spec.ts` compares the two, setting by setting.
 */

/** What is run, exactly. The folder of a built part carries its version, so that a new one is built beside the old. */
export const VERSIONS = { kafka: '4.1.1', influxdb: '2.7.12', grafana: '12.2.1' };

/** Where the stack answers unless told otherwise. Everything listens on loopback alone. */
export const HOST = '127.0.0.1';
export const PORTS = { kafka: 9092, kafkaController: 9093, influxdb: 8086, grafana: 3000 };

/** The organisation and bucket made at the first start; `lodestream store apply` makes the other buckets. */
export const INFLUXDB_SETUP = { organization: 'lodestream', bucket: 'lodestream', username: 'lodestream' };

/** Java options of a broker: half a gigabyte serves a development stack. */
export const BROKER_HEAP = '-Xmx512m';

/** Broker properties that hold wherever a single broker runs; addresses and folders are added by whoever starts it. */
export const BROKER_SETTINGS = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  'inter.broker.listener.name': 'PLAINTEXT',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  // Topics are made by `lodestream topics apply`, with their own partitions and retention; a typing error makes none.
  'auto.create.topics.enable': 'false',
  // One broker holds the only copy of everything.
  'default.replication.factor': '1',
  'min.insync.replicas': '1',
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  // Fewer partitions of the inner topics load faster after a start; one machine gains nothing from 50.
  'offsets.topic.num.partitions': '8',
  'transaction.state.log.num.partitions': '8',
  // The default waits three seconds for more members before each first assignment.
  'group.initial.rebalance.delay.ms': '0',
};

/** `influxd` settings that hold wherever it runs, by the name of their flag. */
export const INFLUXD_SETTINGS = {
  // No packet leaves the machine: neither usage reports nor a query that fetches from a private address.
  'reporting-disabled': 'true',
  'hardening-enabled': 'true',
  'log-level': 'info',
  // Its profiler notes every four kilobytes allocated and every lock waited for, whether anybody asks or not: a seventh of the CPU a
  // reading. `/debug/pprof` would besides answer whoever asks, without a token.
  'pprof-disabled': 'true',
  // A farm brings one value a series and minute. What is written out before each series has several is one value a block, and the time goes
  // into merging them: three times the CPU a reading, and twice the memory. The name of every series counts, so some 36,000 miners
  // fill half a gigabyte with one tick. Nothing is at stake: what is acknowledged stands in the log on disk.
  'storage-cache-snapshot-memory-size': '1073741824',
  'storage-cache-max-memory-size': '4294967296',
};

/**
 * Variables of influxd's runtime. Its heap is nearly all cache, and marking it is a third of its CPU at Go's default of 100; a sixth of
 * all its CPU is bought with a third more memory.
 */
export const INFLUXD_RUNTIME = { GOGC: '200' };
