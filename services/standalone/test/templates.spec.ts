import { describe, expect, it } from '@jest/globals';
import { abacusExport } from '@lodestream/abacus-export';
import { lakeWriter, RetentionGeneralConfig } from '@lodestream/lake-writer';
import { marketPolling } from '@lodestream/market-polling';
import { minerIngestion } from '@lodestream/miner-ingestion';
import { poolStreaming } from '@lodestream/pool-streaming';
import { composeConfig, ConfigError, GeneralConfig, YamlFile } from '@lodestream/service-kit';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { owners } from '../src/owners.js';

const folder = fileURLToPath(new URL('../../../deploy/sample-config/', import.meta.url));
const names = ['data_collection_config.yaml', 'abacus_integration_config.yaml', 'data_retention_config.yaml'] as const;
const texts = Object.fromEntries(names.map((name) => [name, readFileSync(folder + name, 'utf8')])) as Record<
  (typeof names)[number],
  string
>;
const variables: Record<string, string> = {
  MINER_PASSWORD: 'canary-1',
  PROHASHING_API_KEY: 'canary-2',
  CMC_API_KEY: 'canary-3',
  ABACUS_API_KEY: 'canary-4',
};

function compose(changed: Partial<typeof texts> = {}, source = variables) {
  const files = Object.entries({ ...texts, ...changed }).map(([name, text]) => YamlFile.parse(name, text));
  return composeConfig(files, owners, (name) => source[name]);
}

function refusal(changed: Partial<typeof texts>, source = variables): ConfigError {
  try {
    compose(changed, source);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was not refused');
}

describe('the three templates', () => {
  it('load verbatim once their variables are set', () => {
    const loaded = compose();
    expect(loaded.of(minerIngestion).miners.map((miner) => miner.id)).toEqual(['miner_01', 'miner_02']);
    expect(loaded.of(poolStreaming).prohashing?.wamp.subscriptions).toHaveLength(2);
    expect(loaded.of(marketPolling).market_data?.coingecko?.polling_intervals.historical).toBe(3600);
    expect(loaded.of(abacusExport).feature_groups?.map((group) => group.features.length)).toEqual([4, 3, 3]);
    expect(loaded.of(lakeWriter).raw_data?.miner_telemetry?.low_resolution?.retention_days).toBe(1095);
    expect(loaded.general(GeneralConfig).data_directory).toBe('/data/crypto_mining_monitor');
    expect(loaded.general(RetentionGeneralConfig).timezone).toBe('UTC');
  });

  it('name every variable that is not set, each at its line', () => {
    const found = refusal({}, {}).problems.map(({ file, path, line, message }) => `${file}:${line} ${path} ${message}`);
    expect(found).toEqual([
      'data_collection_config.yaml:14 miners[0].password the variable MINER_PASSWORD is not set',
      'data_collection_config.yaml:22 miners[1].password the variable MINER_PASSWORD is not set',
      'data_collection_config.yaml:29 prohashing.api_key the variable PROHASHING_API_KEY is not set',
      'data_collection_config.yaml:63 market_data.coinmarketcap.api_key the variable CMC_API_KEY is not set',
      'abacus_integration_config.yaml:6 general.api_key the variable ABACUS_API_KEY is not set',
    ]);
  });

  it.each([
    ['data_collection_config.yaml', 'ip: 192.168.1.101', 'ip: 192.168.1.300', 'miners[0].ip'],
    ['data_collection_config.yaml', 'polling_interval_seconds: 300', 'polling_interval_seconds: 0', 'miners[0].polling_interval_seconds'],
    ['data_collection_config.yaml', 'polling_interval_seconds: 300', 'poling_interval_seconds: 300', 'miners[0].poling_interval_seconds'],
    ['data_collection_config.yaml', 'log_level: INFO', 'log_level: LOUD', 'general.log_level'],
    ['data_collection_config.yaml', 'url: wss://prohashing.com:3333/ws', 'url: prohashing', 'prohashing.wamp.url'],
    ['data_collection_config.yaml', 'url: wss://prohashing.com', 'url: wss://anna:canary@prohashing.com', 'prohashing.wamp.url'],
    ['data_collection_config.yaml', 'market_data:\n', 'influxdb: {url: "http://anna:canary@127.0.0.1:1"}\nmarket_data:\n', 'influxdb.url'],
    [
      'data_collection_config.yaml',
      'market_data:\n',
      'schema_registry: {url: "http://anna:canary@[::1]:1"}\nmarket_data:\n',
      'schema_registry.url',
    ],
    ['data_collection_config.yaml', 'status: 300', 'status: soon', 'prohashing.http.polling_intervals.status'],
    ['data_collection_config.yaml', 'api_key: ${PROHASHING_API_KEY}', 'api_key: ""', 'prohashing.api_key'],
    ['data_collection_config.yaml', 'api_key: ${CMC_API_KEY}', 'api_key: ""', 'market_data.coinmarketcap.api_key'],
    ['abacus_integration_config.yaml', 'api_key: ${ABACUS_API_KEY}', 'api_key: ""', 'general.api_key'],
    ['data_collection_config.yaml', '      - bitcoin', '      - Bit Coin', 'market_data.coingecko.coins'],
    ['data_collection_config.yaml', 'tier: free', 'tier: fre', 'market_data.coinmarketcap.tier'],
    ['data_collection_config.yaml', 'market_data:\n', 'market_dat:\n', 'market_dat'],
    ['abacus_integration_config.yaml', 'batch_size: 1000', 'batch_size: many', 'data_ingestion.batch_size'],
    ['abacus_integration_config.yaml', 'type: FLOAT', 'type: DOUBLE', 'feature_groups[0].features[0].type'],
    ['abacus_integration_config.yaml', 'alert_threshold: 0.8', 'alert_threshold: 8', 'real_time.anomaly_detection.alert_threshold'],
    ['abacus_integration_config.yaml', '"0 */6 * * *"', '"hourly"', 'batch_processing.schedule'],
    ['data_retention_config.yaml', 'timezone: UTC', 'timezone: Mars/Olympus', 'general.timezone'],
    ['data_retention_config.yaml', 'retention_days: 30', 'retention_days: -1', 'raw_data.miner_telemetry.high_resolution.retention_days'],
    [
      'data_retention_config.yaml',
      'storage_format: parquet',
      'storage_format: csv',
      'raw_data.miner_telemetry.high_resolution.storage_format',
    ],
    ['data_retention_config.yaml', 'admin@example.com', 'nobody', 'archiving.notification_email'],
  ] as const)('%s with `%s` made `%s` is refused at %s', (file, from, to, path) => {
    expect(texts[file]).toContain(from);
    const { problems } = refusal({ [file]: texts[file].replace(from, to) });
    const found = problems.find((problem) => problem.path === path);
    expect(found).toMatchObject({ file, line: expect.any(Number), remedy: expect.stringMatching(/\w{3}/) });
  });

  it('are refused without ever showing a secret', () => {
    const broken = texts['data_collection_config.yaml'].replaceAll('username: admin', 'username: [${MINER_PASSWORD}]');
    expect(refusal({ 'data_collection_config.yaml': broken }).message).not.toMatch(/canary/);
  });
});
