import { inspect } from 'node:util';

/** A credential: it can be used, but not printed, logged, serialised or compared by accident. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Wraps a value. */
  static of(value: string): Secret {
    return new Secret(value);
  }

  /** The value itself; call it only where the credential leaves for the one it is meant for. */
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
