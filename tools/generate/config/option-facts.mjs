/** What a configuration class says of its settings: rules, default, and the class of what is nested. */
import { getMetadataStorage } from 'class-validator';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';

/**
 * The sections of a class, each `{ path, type, options }` with the settings in the order they are declared. A setting that holds
 * settings itself becomes a section of its own, `path` saying where it stands: `miners[]`, `miner_ingestion.retry`.
 */
export function sectionsOf(type, path = '') {
  const options = namesOf(type).map((name) => optionOf(type, name, path));
  const own = path === '' ? [] : [{ path, type: type.name, options }];
  return [...own, ...options.flatMap(({ nested }) => (nested === null ? [] : sectionsOf(nested.type, nested.path)))];
}

function namesOf(type) {
  return [...new Set([...Object.keys(new type()), ...rulesOf(type).map(({ propertyName }) => propertyName)])];
}

const rulesOf = (type) => getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);

function optionOf(type, name, path) {
  const rules = rulesOf(type).filter((rule) => rule.propertyName === name);
  const has = (wanted) => rules.some((rule) => (rule.name ?? rule.type) === wanted || rule.type === wanted);
  const value = new type()[name];
  const inside = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction?.() ?? null;
  const isList = has('isArray') || Array.isArray(value);
  const here = `${path === '' ? '' : `${path}.`}${name}${isList ? '[]' : ''}`;
  return {
    name,
    required: value === undefined && !has('conditionalValidation'),
    standard: value === undefined || inside !== null ? null : JSON.stringify(value),
    allowed: allowedBy(rules, isList),
    nested: inside === null ? null : { type: inside, path: here },
  };
}

function allowedBy(rules, isList) {
  const said = rules.map(({ name, type, constraints }) => wordsFor(name ?? type, constraints ?? [])).filter((words) => words !== null);
  const range = rangeOf(rules);
  const words = [...new Set([...said, ...(range === null ? [] : [range])])];
  return `${isList ? 'list of ' : ''}${words.length === 0 ? 'text' : words.join(', ')}`;
}

function wordsFor(name, constraints) {
  const known = {
    isBoolean: 'true or false',
    isInt: 'whole number',
    isNumber: 'number',
    isIp: 'IP address',
    isCidr: 'network such as 10.0.0.0/8',
    isLoopback: 'loopback only',
    isUrl: 'URL',
    hasNoLogin: 'without user and password',
    isEmail: 'e-mail address',
    isTimeZone: 'IANA time zone',
    isISO8601: 'date and time, ISO 8601',
    isIso8601: 'date and time, ISO 8601',
    isInstance: 'secret text',
    nestedValidation: 'settings',
  };
  if (name === 'isLoopbackUnless') return `loopback only while \`${constraints[0]}\` is empty`;
  if (name === 'isLongSecret') return 'long enough not to be guessed';
  if (name === 'isIn') return constraints[0].map((value) => `\`${value}\``).join(', ');
  return known[name] ?? null;
}

function rangeOf(rules) {
  const bound = (name) => rules.find((rule) => rule.name === name)?.constraints[0];
  const [least, most] = [bound('min'), bound('max')];
  if (least === undefined && most === undefined) return null;
  return `${least ?? 'any'} – ${most ?? 'any'}`;
}
