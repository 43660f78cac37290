/** An answer that is not followed any further; the message goes on from "it answered …". */
export class Malformed extends Error {
  override name = 'Malformed';
}
