/** A field of a request that is wrong, and what is allowed. */
export interface WrongField {
  readonly field: string;
  readonly message: string;
}

/** An answer that says what is wrong with the request. */
export class Problem extends Error {
  override name = 'Problem';

  constructor(readonly document: { readonly title: string; readonly status: number; readonly detail?: string; readonly errors?: readonly WrongField[] }) {
    super(document.title);
  }

  /** 404 for a thing that is not there. */
  static notFound(what: string): Problem {
    return new Problem({ title: `There is no ${what}.`, status: 404 });
  }

  /** 400 naming every wrong field. */
  static wrong(errors: readonly WrongField[]): Problem {
    return new Problem({ title: 'The request has wrong fields.', status: 400, errors, detail: errors.map((one) => `${one.field}: ${one.message}`).join('; ') });
  }

  /** 503 for a part of ours that can't answer now. */
  static unavailable(what: string, cause: unknown): Problem {
    return new Problem({ title: `${what} can't answer now.`, status: 503, detail: cause instanceof Error ? cause.message : String(cause) });
  }
}
