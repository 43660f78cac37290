/** A question the store can never answer; the thread marks its reply so that the other side makes a permanent error of it. */
export class RefusedQuestion extends Error {
  override name = 'RefusedQuestion';
}
