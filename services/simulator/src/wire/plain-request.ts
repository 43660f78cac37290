/**
 * A whole request for the summary and nothing else: of the version, with the host, and with no header but those that change nothing of
 * the answer or of what comes after it.
 */
const plainSummary =
  /^GET \/api\/v1\/summary HTTP\/1\.1\r\nhost: [\w.:-]+\r\n(?:(?:accept|user-agent|authorization|x-api-key): [ -~]*\r\n|connection: keep-alive\r\n)*\r\n$/i;
const longest = 2_000;

/** Whether these bytes are one whole request for a summary that can be answered without a parser; whatever is not plain is not. */
export function isPlainSummary(bytes: Buffer): boolean {
  return bytes.length <= longest && plainSummary.test(bytes.toString('latin1'));
}
