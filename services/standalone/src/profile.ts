/** What carries the stream and keeps the readings: parts inside the process, or Kafka and InfluxDB. */
export type Profile = 'embedded' | 'cluster';
