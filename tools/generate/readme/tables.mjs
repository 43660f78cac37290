/** Tables of a README that a program writes: settings from their classes, metrics from metrics.yaml. */

/** A table for each section: setting, meaning, what is allowed, default. */
export function configurationTables(sections) {
  return [...Map.groupBy(sections, ({ type }) => type).values()].map(sectionTable).join('\n\n');
}

/** One table for all the places that take the same settings. */
function sectionTable(alike) {
  const [{ doc, options }] = alike;
  const places = alike.map(({ path }) => `\`${path}\``).join(', ');
  const rows = options.map((option) => `| \`${option.name}\` | ${cell(option.doc)} | ${cell(allowedOf(option))} | ${defaultOf(option)} |`);
  return [`${places}${doc === '' ? '' : `: ${doc}`}`, '', '| option | meaning | allowed | default |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}

const allowedOf = ({ allowed, nested }) => (nested === null ? allowed : `see \`${nested}\``);

function defaultOf({ required, standard, nested }) {
  if (required) return 'required';
  if (standard === null) return nested === null ? 'none' : '';
  return /^[\d.]+$/.test(standard) ? standard : `\`${cell(standard)}\``;
}

/** One row for each metric: type, labels with their values, meaning. */
export function metricsTable(metrics) {
  const rows = Object.entries(metrics).map(
    ([name, { type, help, labels }]) => `| \`${name}\` | ${type} | ${labelsOf(labels ?? {})} | ${cell(help)} |`,
  );
  return ['| metric | type | labels | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

const labelsOf = (labels) =>
  Object.entries(labels)
    .map(([name, values]) => `\`${name}\`: ${values.join(', ')}`)
    .join('; ');

/** Text that can't end its cell. */
const cell = (text) => text.replaceAll('|', '\\|');
