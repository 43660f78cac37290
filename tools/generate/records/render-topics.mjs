import { codecName } from './generated-names.mjs';

const preamble = `/** A topic of the stream, as schemas/topics.yaml has it. */
export interface TopicDefinition<T, I = T> {
  /** Name without the prefix. */
  readonly name: string;
  /** What the message key is made of. */
  readonly key: string;
  /** Never changes: equal keys must meet in equal partitions. */
  readonly partitions: number;
  /** Milliseconds a message is kept; null keeps for ever. */
  readonly retentionMs: number | null;
  /** Whether at least the newest message of each key stays. */
  readonly compacted: boolean;
  /** Name of the record that is the value. */
  readonly record: string;
  readonly codec: Codec<T, I>;
  /** The only services that may write; \`all\` for every one. */
  readonly writers: readonly string[];
  /** Services of ours that read. */
  readonly readers: readonly string[];
}

/** A topic that services keep for themselves: no record of the contract travels on it, and nobody else relies on what does. */
export type InternalTopic = Pick<TopicDefinition<never>, 'name' | 'partitions' | 'retentionMs' | 'compacted' | 'writers'>;

/** The name a topic has on the bus. */
export const fullTopicName = (prefix: string, topic: { readonly name: string }): string => prefix + topic.name;
`;

/** The registry of all topics, typed by their records. */
export function renderTopics(topics, internal) {
  const used = [...new Map(topics.map(({ record }) => [record.file, record])).values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  const imports = used.flatMap(({ file, typeName }) => [
    `import type { ${typeName}, ${typeName}Input } from './${file}.record.js';`,
    `import { ${codecName(typeName)} } from './${file}.codec.js';`,
  ]);
  const registry = `/** Every topic, by its name in camelCase. */\nexport const topics = {\n${topics.map(entryText).join('\n')}\n} as const;\n`;
  const own = `/** Every internal topic, by its name in camelCase. */\nexport const internalTopics = {\n${internal.map(internalText).join('\n')}\n} as const satisfies Record<string, InternalTopic>;\n`;
  return `import type { Codec } from './codec-runtime.js';\n${imports.join('\n')}\n\n${preamble}\n${registry}\n${own}\n${closing}`;
}

const closing = `/** The names under which {@link topics} lists them. */
export type TopicId = keyof typeof topics;
`;

function entryText({ id, name, summary, key, partitions, retentionMs, compacted, record, writers, readers }) {
  const { typeName } = record;
  const properties = {
    name,
    key,
    partitions,
    retentionMs,
    compacted,
    record: record.name,
    writers,
    readers,
  };
  const lines = linesOf(properties);
  const type = `TopicDefinition<${typeName}, ${typeName}Input>`;
  return `  /** ${summary} */\n  ${id}: {\n${lines.join('\n')}\n    codec: ${codecName(typeName)},\n  } satisfies ${type} as ${type},`;
}

function internalText({ id, name, summary, partitions, retentionMs, compacted, writers }) {
  return `  /** ${summary} */\n  ${id}: {\n${linesOf({ name, partitions, retentionMs, compacted, writers }).join('\n')}\n  },`;
}

function linesOf(properties) {
  return Object.entries(properties).map(([property, value]) => `    ${property}: ${JSON.stringify(value)},`);
}
