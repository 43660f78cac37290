/** A text as a Flux string literal; nothing in it can end the literal or be taken for an expression. */
export function fluxString(text: string): string {
  return `"${text.replace(/["\\\n\r\t]/g, escapeOne).replaceAll('${', '\\${')}"`;
}

/** A time in milliseconds as a Flux time. */
export function fluxTime(timeMs: number): string {
  return `time(v: ${BigInt(Math.ceil(timeMs)) * 1_000_000n})`;
}

/** A length of time in milliseconds as a Flux duration. */
export function fluxDuration(ms: number): string {
  return `${BigInt(ms)}ms`;
}

/** The rows of a measurement in a span of time that have all the tags; an empty value asks for the tag's absence. */
export function fluxRows(from: {
  bucket: string;
  measurement: string;
  fields: readonly string[];
  tags: Readonly<Record<string, string>>;
  fromMs: number;
  toMs: number;
}): string {
  const conditions = [`r._measurement == ${fluxString(from.measurement)}`];
  if (from.fields.length > 0) conditions.push(anyOf(from.fields.map((field) => `r._field == ${fluxString(field)}`)));
  for (const [name, value] of Object.entries(from.tags)) {
    const tag = `r[${fluxString(name)}]`;
    conditions.push(value === '' ? `(not exists ${tag} or ${tag} == "")` : `${tag} == ${fluxString(value)}`);
  }
  return `from(bucket: ${fluxString(from.bucket)})
  |> range(start: ${fluxTime(from.fromMs)}, stop: ${fluxTime(from.toMs)})
  |> filter(fn: (r) => ${conditions.join(' and ')})`;
}

/** Written as a balanced tree: each `or` of a plain chain is a level of its own, and beyond some hundred levels Flux refuses the script. */
function anyOf(conditions: readonly string[]): string {
  if (conditions.length === 1) return conditions[0]!;
  const middle = conditions.length >> 1;
  return `(${anyOf(conditions.slice(0, middle))} or ${anyOf(conditions.slice(middle))})`;
}

function escapeOne(character: string): string {
  return { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character] ?? `\\${character}`;
}
