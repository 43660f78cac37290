/**
 * Prints, as JSON, what the configuration classes of the services under a root say, and what is wrong with their samples.
 * Run by read-config.mjs with the loader of TypeScript sources.
 */
import { composeConfig, ConfigError, YamlFile } from '@lodestream/service-kit';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readClassDocs } from './class-docs.mjs';
import { sectionsOf } from './option-facts.mjs';
import { forgottenOptions, uncomment } from './sample.mjs';

/** The one service whose sections are the host's. */
const elsewhere = { standalone: { file: 'src/host-config.ts', type: 'HostConfig' } };

const root = process.argv[2];
const docs = readClassDocs(root);
const folders = readdirSync(join(root, 'services'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
const found = [];
for (const { name } of folders) {
  const place = elsewhere[name] ?? { file: 'src/config.ts', type: `${pascal(name)}Config` };
  const path = join(root, 'services', name, place.file);
  if (existsSync(path)) found.push(inspect(name, place, await import(pathToFileURL(path).href)));
}
process.stdout.write(JSON.stringify(found));

function inspect(service, { file, type }, module) {
  const config = module[type];
  if (config === undefined) return { service, sections: [], problems: [`services/${service}/${file}: exports no class ${type}`] };
  const general = Object.values(module).find((one) => typeof one === 'function' && /GeneralConfig$/.test(one.name));
  const sections = [...(general === undefined ? [] : sectionsOf(general, 'general')), ...sectionsOf(config)];
  const described = sections.map(describeSection);
  const owner = { name: service, config, ...(general === undefined ? {} : { general }) };
  return {
    service,
    sections: described,
    problems: [...undocumented(service, file, described), ...sampleProblems(service, owner, described)],
  };
}

function describeSection({ path, type, options }) {
  const own = docs.get(type) ?? { doc: '', settings: new Map() };
  const docFor = ({ name, nested }) => own.settings.get(name) || docs.get(nested?.type.name)?.doc || '';
  const described = options.map((option) => ({ ...option, doc: docFor(option), nested: option.nested?.path ?? null }));
  return { path, type, doc: own.doc, options: described };
}

function undocumented(service, file, sections) {
  return [
    ...new Set(
      sections.flatMap(({ type, options }) =>
        options.filter(({ doc }) => doc === '').map(({ name }) => `services/${service}/${file}: ${type}.${name} has no docstring`),
      ),
    ),
  ];
}

function sampleProblems(service, owner, sections) {
  const path = `services/${service}/config.sample.yaml`;
  if (!existsSync(join(root, path))) return [`${path}: is missing`];
  const file = YamlFile.parse(path, uncomment(readFileSync(join(root, path), 'utf8')));
  const forgotten = forgottenOptions(file.content, sections).map((option) => `${path}: doesn't show ${option}`);
  return [...forgotten, ...loadingProblems(file, owner)];
}

/** What loading the sample finds wrong, with every variable set. */
function loadingProblems(file, owner) {
  try {
    composeConfig([file], [owner], (name) => `value-of-${name}`);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => `${problem.file}:${problem.line}: with every option set, ${problem.path}: ${problem.message}`);
  }
}

function pascal(name) {
  return name
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
}
