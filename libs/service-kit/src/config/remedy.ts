import { closest } from './closest.js';
import { mayBeSecret } from './problem.js';
import type { RuleFacts } from './rule-facts.js';

type Remedy = (facts: RuleFacts) => string;

const number: Remedy = (facts) => `Write a number${range(facts)}, without quotes${suchAs(facts)}.`;
const wholeNumber: Remedy = (facts) => `Write a whole number${range(facts)}, without quotes${suchAs(facts)}.`;
const inRange: Remedy = (facts) => (facts.given.has('isInt') ? wholeNumber(facts) : number(facts));

const remedies: Readonly<Record<string, Remedy>> = {
  isInt: wholeNumber,
  isNumber: number,
  min: inRange,
  max: inRange,
  isString: (facts) => absent(facts) ?? `Write \`${facts.setting}\` as text; put it in quotes if it looks like a number.`,
  isBoolean: () => 'Write true or false, without quotes.',
  isArray: ({ setting }) => `Write \`${setting}\` as a list, one "- item" a line.`,
  isObject: ({ setting }) => `Write \`${setting}\` as a mapping: its settings indented below it.`,
  nestedValidation: ({ setting }) => `Write \`${setting}\` as a mapping: its settings indented below it.`,
  isIn: (facts) => meant(facts),
  isIp: () => 'Write an address such as 192.168.1.101.',
  isCidr: () => "Write a network's first address and the length of its prefix, such as 192.168.1.0/24.",
  isUrl: () => 'Write a whole URL, scheme included, such as https://metrics.example:8086.',
  hasNoLogin: () =>
    'Take both out of the address; where a login is asked for, write `username` and `password` beside it, and keep the password in the secrets file: lodestream secrets set NAME, then password: "${NAME}".',
  hasNoQuery: () => 'Leave out what follows the path; a key belongs into a setting of its own, such as `api_key`.',
  isEmail: () => 'Write an address such as operator@farm.example.',
  isTimeZone: () => 'Write a name of the IANA list such as Europe/Berlin, or UTC.',
  isIso8601: () => 'Write a date and time such as 2026-01-31T08:00:00Z.',
  isLoopback: ({ setting }) => `Set \`${setting}\` to 127.0.0.1.`,
  isLoopbackUnless: ({ setting }) => `Give \`access_tokens\` an entry (name, token, role), or set \`${setting}\` to 127.0.0.1.`,
  isEmptyUnless: ({ setting }) => `Give \`access_tokens\` an entry (name, token, role), or leave \`${setting}\` out.`,
  isLongSecret: ({ setting }) => `Make a longer \`${setting}\`, for instance with: openssl rand -base64 32.`,
  isInstance: (facts) => absent(facts) ?? `Write \`${facts.setting}\` as text in quotes, or as a variable such as \${NAME}.`,
  isNotEmpty: ({ setting }) => `Give \`${setting}\` a value.`,
  minLength: (facts) =>
    absent(facts) ??
    (facts.value === '' ? `Give \`${facts.setting}\` a value.` : `Write ${String(facts.given.get('minLength')?.[0])} characters or more.`),
  maxLength: ({ given }) => `Shorten it to ${String(given.get('maxLength')?.[0])} characters.`,
  arrayNotEmpty: (facts) => `Give \`${facts.setting}\` at least one entry${suchAs(facts)}.`,
  arrayMaxSize: ({ given }) => `Keep ${String(given.get('arrayMaxSize')?.[0])} entries at most.`,
  arrayUnique: () => 'Remove the entries that stand there twice.',
};

/** What to do about a broken rule: a value or a range that is fine, with an example; never nothing, and never the rule's sentence again. */
export function remedyFor(facts: RuleFacts): string {
  const remedy = remedies[facts.rule];
  if (remedy !== undefined) return remedy(facts);
  const { example, setting } = facts;
  return example === null || mayBeSecret(setting)
    ? `Look \`${setting}\` up in config.sample.yaml of its service: it shows one that is fine.`
    : `For example: ${example}`;
}

function range({ given }: RuleFacts): string {
  const [least, most] = ['min', 'max'].map((rule) => given.get(rule)?.[0] as number | undefined);
  if (least === undefined) return most === undefined ? '' : ` of at most ${most}`;
  return most === undefined ? ` of at least ${least}` : ` from ${least} to ${most}`;
}

function suchAs({ example, setting }: RuleFacts): string {
  return example === null || mayBeSecret(setting) ? '' : `, such as ${example}`;
}

function absent({ setting, value }: RuleFacts): string | null {
  return value === undefined ? `Give \`${setting}\` a value.` : null;
}

/** One that was nearly written, or else all. */
function meant({ value, given }: RuleFacts): string {
  const allowed = (given.get('isIn')?.[0] ?? []) as readonly unknown[];
  const near = typeof value === 'string' ? closest(value, allowed.map(String)) : null;
  return near === null ? `Write one of: ${allowed.join(', ')}.` : `Did you mean \`${near}\`?`;
}
