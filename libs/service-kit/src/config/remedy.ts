const remedies: Readonly<Record<string, (name: string) => string>> = {
  isInt: (name) => `Write \`${name}\` as a whole number, without quotes.`,
  isNumber: (name) => `Write \`${name}\` as a number, without quotes.`,
  isString: (name) => `Write \`${name}\` as text; put it in quotes if it looks like a number.`,
  isBoolean: (name) => `Write \`${name}\` as true or false.`,
  isArray: (name) => `Write \`${name}\` as a list, one "- item" a line.`,
  isIp: (name) => `Write \`${name}\` as an address such as 192.168.1.101.`,
  isCidr: (name) => `Write \`${name}\` as networks such as 10.0.0.0/8.`,
  isUrl: (name) => `Write \`${name}\` as a whole URL, scheme included.`,
  isLoopback: (name) => `Set \`${name}\` to 127.0.0.1.`,
  isLoopbackUnless: (name) => `Give \`access_tokens\` an entry (name, token, role), or set \`${name}\` to 127.0.0.1.`,
  isEmptyUnless: (name) => `Give \`access_tokens\` an entry (name, token, role), or leave \`${name}\` out.`,
  isLongSecret: (name) => `Make a longer \`${name}\`, for instance with: openssl rand -base64 32.`,
  min: (name) => `Raise \`${name}\`.`,
  max: (name) => `Lower \`${name}\`.`,
  isNotEmpty: (name) => `Give \`${name}\` a value.`,
  arrayNotEmpty: (name) => `Give \`${name}\` at least one entry.`,
  nestedValidation: (name) => `Write \`${name}\` as a mapping of settings.`,
};

/** What to do about a broken rule, by the rule's name; the rule's own sentence says what is allowed. */
export function remedyFor(rule: string, name: string, message: string): string {
  return remedies[rule]?.(name) ?? `Change \`${name}\`: ${message}.`;
}
