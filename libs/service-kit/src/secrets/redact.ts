const hidden = '(hidden)';
const name =
  '[A-Za-z0-9_.-]*(?:pass|pwd|(?<![A-Za-z])pw(?![A-Za-z])|secret|token|api_?key|private_?key|credential|authorization|cookie)[A-Za-z0-9_.-]*';
/** `"password": "…"` as JSON writes it; the end may have been cut off. */
const inJson = new RegExp(`("${name}"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|[^\\s",}\\]]+)`, 'gi');
/** `password=…` as queries and texts of settings write it. */
const inText = new RegExp(`(\\b${name}\\s*=\\s*)[^\\s&;,"']+`, 'gi');
/** What a device echoes of a header. */
const inHeader = /\b((?:Bearer|Basic|Digest) +)[^\s"',]+/gi;
const shortestSecret = 4;

/** A text without what its names call secret, and without the known secrets themselves, plain, escaped, or in base64. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= shortestSecret).flatMap(spellings);
  const bare = known.reduce((left, secret) => left.replaceAll(secret, hidden), text);
  return bare.replace(inHeader, '$1(hidden)').replace(inJson, `$1"${hidden}"`).replace(inText, `$1${hidden}`);
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64, base64.replace(/=+$/, '')];
}
