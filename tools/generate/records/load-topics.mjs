import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

const dayMs = 86_400_000;
const internalRequired = ['summary', 'partitions', 'retention', 'compacted', 'writers'];
const required = [...internalRequired, 'key', 'record', 'readers'];

/** Reads topics.yaml against the records it names: the topics, and those without a record. Every problem is named at once. */
export async function loadTopics(path, records) {
  const { topics, internal } = parse(await readFile(path, 'utf8'));
  const named = (entries) => Object.entries(entries ?? {}).map(([name, topic]) => ({ name, ...topic }));
  const [all, own] = [named(topics), named(internal)];
  const problems = [
    ...all.map((topic) => [topic.name, [...problemsOf(topic, required), ...recordProblems(topic, records)]]),
    ...own.map((topic) => [topic.name, problemsOf(topic, internalRequired)]),
  ].flatMap(([name, found]) => found.map((problem) => `schemas/topics.yaml: ${name}: ${problem}`));
  if (problems.length > 0) throw new Error(`schemas/ breaks its rules:\n  ${problems.join('\n  ')}`);
  return { topics: all.map((topic) => modelOf(topic, records)), internal: own.map((topic) => modelOf(topic, [])) };
}

function problemsOf(topic, wanted) {
  const missing = wanted.filter((name) => topic[name] === undefined).map((name) => `has no ${name}`);
  const unknown = Object.keys(topic)
    .filter((name) => name !== 'name' && !wanted.includes(name))
    .map((name) => `${name} is no property of such a topic`);
  const checks = [
    [/^[a-z]+(\.[a-z0-9]+)*$/.test(topic.name), 'a topic is called like miner.telemetry or alerts'],
    [Number.isInteger(topic.partitions) && topic.partitions > 0, 'partitions is a whole number from 1'],
    [/^(forever|[1-9]\d*d)$/.test(topic.retention), 'retention is forever or days such as 7d'],
    [typeof topic.compacted === 'boolean', 'compacted is true or false'],
  ];
  return [...missing, ...unknown, ...failed(checks)];
}

function recordProblems(topic, records) {
  return failed([
    [topic.key !== 'miner_id' || topic.partitions === 24, 'a topic keyed by miner_id has 24 partitions, so that equal keys meet'],
    [records.some((record) => record.name === topic.record), `there is no schemas/${topic.record}.avsc`],
  ]);
}

const failed = (checks) => checks.filter(([holds]) => !holds).map(([, problem]) => problem);

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
