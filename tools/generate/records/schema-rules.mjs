const plainTypes = new Set(['string', 'int', 'long', 'double', 'boolean']);
const snakeCase = /^[a-z][a-z0-9_]*$/;
const pascalCase = /^[A-Z][A-Za-z0-9]*$/;

/**
 * Our own rules over Avro's: a doc on everything, snake_case fields, nullable means default null, no other union. A type is
 * never referred to by its name, so no record contains itself and the depth of each is bounded.
 */
export function problemsOf(schema) {
  return recordProblems(schema, schema.name);
}

function recordProblems(schema, at) {
  if (schema.type !== 'record') return [`${at}: the top of a schema is a record`];
  return [...nameProblems(schema, at), ...schema.fields.flatMap((field) => fieldProblems(field, `${at}.${field.name}`))];
}

function fieldProblems(field, at) {
  const problems = [];
  if (!snakeCase.test(field.name) || field.name in {}) problems.push(`${at}: fields are snake_case and unlike a property of every object`);
  if (!isSentence(field.doc)) problems.push(`${at}: has no doc, a sentence with unit and meaning`);
  if (Array.isArray(field.type) && field.default !== null) problems.push(`${at}: a nullable field has the default null`);
  return [...problems, ...typeProblems(field.type, at)];
}

function typeProblems(type, at) {
  if (Array.isArray(type)) return unionProblems(type, at);
  if (typeof type === 'string') return plainTypes.has(type) ? [] : [`${at}: ${type} is not a type of ours`];
  if (type.type === 'record') return recordProblems(type, at);
  if (type.type === 'array') return typeProblems(type.items, `${at}[]`);
  if (type.type === 'map') return typeProblems(type.values, `${at}{}`);
  if (type.type === 'enum') return nameProblems(type, at);
  return typeProblems(type.type, at);
}

function unionProblems([first, second, ...rest], at) {
  if (first !== 'null' || second === undefined || rest.length > 0) return [`${at}: the only union is ["null", T]`];
  return typeProblems(second, at);
}

function nameProblems(type, at) {
  const problems = pascalCase.test(type.name) ? [] : [`${at}: types are named in PascalCase`];
  return isSentence(type.doc) ? problems : [...problems, `${at}: ${type.name} has no doc`];
}

const isSentence = (doc) => typeof doc === 'string' && doc.length > 3 && doc.endsWith('.');
