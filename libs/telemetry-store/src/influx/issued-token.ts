import { inspect } from 'node:util';

/** A token as the database handed it out: it can be passed on, but not printed, logged or serialised by accident. */
export class IssuedToken {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The token itself; call it only where it is put away or used. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '(secret)';
  }

  toJSON(): string {
    return '(secret)';
  }

  [inspect.custom](): string {
    return '(secret)';
  }
}
