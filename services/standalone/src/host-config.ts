import 'reflect-metadata';
import { AsSecret, HasNoLogin, ManagementSettings, Secret, SecretsSettings } from '@lodestream/service-kit';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength, ValidateIf, ValidateNested } from 'class-validator';

const httpUrl = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
const brokerName = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/;

/** The stream as a whole, whatever carries it. */
export class StreamSettings {
  /** What every topic's name begins with, so that two installations can share one Kafka. */
  @Matches(/^([A-Za-z0-9_-]+\.)?$/, { message: '$property must be empty or letters, digits, _ and - with a dot at the end, such as mining.' })
  topic_prefix = 'mining.';

  /** Days that readings are kept in the store. */
  @IsInt() @Min(1) @Max(3_650)
  readings_kept_days = 30;

  /** Seconds in which a process that was told to stop must have drained. */
  @IsInt() @Min(1) @Max(300)
  drain_seconds = 20;

  /** The name of this process among its replicas, stable over restarts; the machine's name where absent. */
  @IsOptional() @Matches(/^[A-Za-z0-9._-]{1,100}$/, { message: '$property must be letters, digits, dots, _ and -' })
  instance?: string;
}

/** Who we are to the schema registry. */
export class RegistryLogin {
  /** The user, or the name of an API key. */
  @IsString() @MinLength(1)
  username!: string;

  /** The user's password, or the API key's secret. */
  @AsSecret()
  password!: Secret;
}

/** A schema registry with Confluent's REST interface. With one, records in Avro binary are read beside plain JSON. */
export class SchemaRegistrySettings {
  /** Where it answers; without it there is no registry, and records are JSON. */
  @ValidateIf(({ url, write }: SchemaRegistrySettings) => url !== undefined || write === 'avro')
  @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin()
  url?: string;

  /** What records are written as: json, which anyone can read as it is, or avro, in frames by a schema of the registry. */
  @IsIn(['json', 'avro'])
  write = 'json';

  /** Whether schemas of ours that it does not know are registered there; otherwise somebody else has to, before we write. */
  @IsBoolean()
  register = true;

  @IsOptional() @ValidateNested() @Type(() => RegistryLogin)
  login?: RegistryLogin;

  /** Seconds that a question to it may take. */
  @IsInt() @Min(1) @Max(60)
  timeout_seconds = 5;
}

/** How the brokers want to be logged in to. */
export class SaslSettings {
  /** How name and password are shown to the broker. */
  @IsIn(['plain', 'scram-sha-256', 'scram-sha-512'])
  mechanism = 'scram-sha-512';

  /** The user. */
  @IsString() @MinLength(1)
  username!: string;

  /** The user's password. */
  @AsSecret()
  password!: Secret;
}

/** Kafka, for the profile `cluster`. */
export class KafkaSettings {
  /** host:port of some brokers; the others are learned from them. */
  @IsArray() @ArrayNotEmpty() @Matches(brokerName, { each: true, message: 'each of $property must be host:port' })
  brokers: string[] = (process.env['LODESTREAM_KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',');

  /** Whether to speak TLS. */
  @IsBoolean()
  tls = false;

  @IsOptional() @ValidateNested() @Type(() => SaslSettings)
  sasl?: SaslSettings;

  /** Copies of every partition where we create topics; as many as there are brokers, but at most 3, where absent. */
  @IsOptional() @IsInt() @Min(1) @Max(7)
  replication_factor?: number;
}

/** InfluxDB v2, for the profile `cluster`. */
export class InfluxSettings {
  /** Where the database answers; LODESTREAM_INFLUX_URL where absent, such as the local stack prints. */
  @IsUrl(httpUrl, { message: '$property must be an http:// or https:// URL' }) @HasNoLogin()
  url = process.env['LODESTREAM_INFLUX_URL'] ?? 'http://127.0.0.1:8086';

  /** The organisation our buckets belong to. */
  @IsString() @MinLength(1)
  org = process.env['LODESTREAM_INFLUX_ORG'] ?? 'lodestream';

  /** A token that may write to our buckets, such as `lodestream store apply` makes; used for reading too where read_token is absent. */
  @IsOptional() @AsSecret()
  token: Secret | undefined = tokenOfEnvironment();

  /** A token that may only read our buckets. */
  @IsOptional() @AsSecret()
  read_token?: Secret;

  /** What every bucket's name begins with. */
  @IsString() @Matches(/^[A-Za-z0-9_-]*$/, { message: '$property must be letters, digits, _ and -' })
  bucket_prefix = 'lodestream-';
}

/** The embedded parts, for the default profile. */
export class EmbeddedSettings {
  /** MiB a topic may take on disk; the oldest messages go first. */
  @IsInt() @Min(16) @Max(1_048_576)
  topic_megabytes = 256;

  /** MiB of memory the store's queries and writes may take. */
  @IsInt() @Min(64) @Max(1_048_576)
  store_memory_megabytes = 512;

  /** MiB that must stay free on the disk; below it nothing is taken in. */
  @IsInt() @Min(16) @Max(1_048_576)
  free_disk_megabytes = 512;
}

/** The sections of the process that hosts the services. */
export class HostConfig {
  @ValidateNested() @Type(() => StreamSettings)
  stream = new StreamSettings();

  @ValidateNested() @Type(() => KafkaSettings)
  kafka = new KafkaSettings();

  @ValidateNested() @Type(() => SchemaRegistrySettings)
  schema_registry = new SchemaRegistrySettings();

  @ValidateNested() @Type(() => InfluxSettings)
  influxdb = new InfluxSettings();

  @ValidateNested() @Type(() => EmbeddedSettings)
  embedded = new EmbeddedSettings();

  @ValidateNested() @Type(() => ManagementSettings)
  management = new ManagementSettings();

  @ValidateNested() @Type(() => SecretsSettings)
  secrets = new SecretsSettings();
}

function tokenOfEnvironment(): Secret | undefined {
  const token = process.env['LODESTREAM_INFLUX_TOKEN'];
  return token === undefined || token === '' ? undefined : Secret.of(token);
}
