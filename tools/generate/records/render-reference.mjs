import { wordsFor } from './record-model.mjs';

/** A page for people: where the record travels, and every field with type, default and meaning. */
export function renderReference(record, topics) {
  const own = topics.filter((topic) => topic.record.name === record.name);
  const types = [...record.types.values()].reverse();
  const parts = [
    `# ${record.name}`,
    record.types.get(record.typeName).doc,
    topicTable(own),
    ...types.map((type) => typeText(type, record)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function topicTable(topics) {
  if (topics.length === 0) return '';
  const rows = topics.map(
    (topic) =>
      `| \`${topic.name}\` | ${topic.key} | ${topic.partitions} | ${topic.retention}${topic.compacted ? ', compacted' : ''} | ${topic.writers.join(', ')} | ${topic.readers.join(', ')} |`,
  );
  return ['| topic | key | partitions | kept | written by | read by |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

function typeText(type, record) {
  return type.kind === 'enum' ? enumText(type) : recordText(type, type.name === record.typeName);
}

const enumText = (type) => `## ${type.name}\n\n${type.doc}\n\n${type.symbols.map((symbol) => `- \`${symbol}\``).join('\n')}`;

function recordText(type, isTop) {
  const heading = isTop ? '## Fields' : `## ${type.name}\n\n${type.doc}`;
  return [heading, '', '| field | type | default | meaning |', '|---|---|---|---|', ...type.fields.map(fieldRow)].join('\n');
}

function fieldRow({ name, node, hasDefault, default: value, doc }) {
  return `| \`${name}\` | ${wordsFor(node)} | ${hasDefault ? `\`${JSON.stringify(value)}\`` : 'required'} | ${doc} |`;
}
