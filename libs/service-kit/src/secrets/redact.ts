const hidden = '(hidden)';
const name =
  '[A-Za-z0-9_.-]*(?:pass|pwd|(?<![A-Za-z])pw(?![A-Za-z])|secret|token|api_?key|private_?key|credential|authorization|cookie)[A-Za-z0-9_.-]*';
/** `"password": "…"` as JSON writes it, lists and objects too; the end may have been cut off. */
const inJson = new RegExp(`("${name}"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|\\[[^\\]]*\\]?|\\{[^}]*\\}?|[^\\s",}\\]]+)`, 'gi');
/** `password=…` as queries and texts of settings write it. */
const inText = new RegExp(`(\\b${name}\\s*=\\s*)[^\\s&;,"']+`, 'gi');
/** What a device echoes of a header. */
const inHeader = /\b((?:Bearer|Basic|Digest) +)[^\s"',]+/gi;
const shortestSecret = 4;

/** A text without what its names call secret, and without the known secrets themselves: plain, in base64, or escaped as JSON, addresses, forms or HTML have it. */
export function redact(text: string, secrets: readonly string[]): string {
  const spelled = secrets.filter((secret) => secret.length >= shortestSecret).flatMap(spellings);
  const known = spelled.toSorted((a, b) => b.length - a.length);
  const whole = known.reduce((left, secret) => left.replaceAll(secret, hidden), text);
  const cutOff = Math.max(0, ...known.map((secret) => halfAtEnd(whole, secret)));
  const bare = whole.slice(0, whole.length - cutOff);
  return bare.replace(inHeader, '$1(hidden)').replace(inJson, `$1"${hidden}"`).replace(inText, `$1${hidden}`);
}

/** How many letters at the end are the beginning of a secret that was cut off with the text; fewer than four tell nothing. */
function halfAtEnd(text: string, secret: string): number {
  for (let length = secret.length - 1; length >= shortestSecret; length -= 1) if (text.endsWith(secret.slice(0, length))) return length;
  return 0;
}

function spellings(secret: string): string[] {
  const [inUrl, inJsonText] = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const inAscii = inJsonText.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const [inUrlLow, inForm] = [inUrl.replace(/%../g, (code) => code.toLowerCase()), new URLSearchParams({ x: secret }).toString().slice(2)];
  // Firmware and PHP escape the slash too.
  const inJsons = [inJsonText, inAscii].flatMap((text) => [text, text.replaceAll('/', '\\/')]);
  const bare = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, inUrl, inUrlLow, inForm, ...inJsons, ...inHtml(secret), bare, bare.replaceAll('+', '-').replaceAll('/', '_')];
}

function inHtml(secret: string): string[] {
  const text = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    text,
    text.replaceAll('"', '&quot;'),
    text.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    text.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
  ];
}
