import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

const dayMs = 86_400_000;
const required = ['summary', 'key', 'partitions', 'retention', 'compacted', 'record', 'writers', 'readers'];

/** Reads topics.yaml against the records it names. A broken rule ends the run, every problem named. */
export async function loadTopics(path, records) {
  const { topics } = parse(await readFile(path, 'utf8'));
  const all = Object.entries(topics).map(([name, topic]) => ({ name, ...topic }));
  const problems = all.flatMap((topic) => problemsOf(topic, records).map((problem) => `schemas/topics.yaml: ${topic.name}: ${problem}`));
  if (problems.length > 0) throw new Error(`schemas/ breaks its rules:\n  ${problems.join('\n  ')}`);
  return all.map((topic) => modelOf(topic, records));
}

function problemsOf(topic, records) {
  const missing = required.filter((name) => topic[name] === undefined).map((name) => `has no ${name}`);
  const unknown = Object.keys(topic)
    .filter((name) => name !== 'name' && !required.includes(name))
    .map((name) => `${name} is no property of a topic`);
  const checks = [
    [/^[a-z]+(\.[a-z0-9]+)*$/.test(topic.name), 'a topic is called like miner.telemetry or alerts'],
    [Number.isInteger(topic.partitions) && topic.partitions > 0, 'partitions is a whole number from 1'],
    [topic.key !== 'miner_id' || topic.partitions === 24, 'a topic keyed by miner_id has 24 partitions, so that equal keys meet'],
    [/^(forever|[1-9]\d*d)$/.test(topic.retention), 'retention is forever or days such as 7d'],
    [typeof topic.compacted === 'boolean', 'compacted is true or false'],
    [records.some((record) => record.name === topic.record), `there is no schemas/${topic.record}.avsc`],
  ];
  return [...missing, ...unknown, ...checks.filter(([holds]) => !holds).map(([, problem]) => problem)];
}

function modelOf(topic, records) {
  const record = records.find(({ name }) => name === topic.record);
  const retentionMs = topic.retention === 'forever' ? null : Number.parseInt(topic.retention, 10) * dayMs;
  return {
    ...topic,
    id: topic.name.replace(/\.(.)/g, (_, letter) => letter.toUpperCase()),
    retentionMs,
    record,
  };
}
