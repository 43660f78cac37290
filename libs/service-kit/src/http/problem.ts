/** A field of a request that is wrong, and what is allowed. */
export interface WrongField {
  readonly field: string;
  readonly message: string;
}

/** A problem document (RFC 9457): the title names the kind of problem, the detail this one. */
export interface ProblemDocument {
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly WrongField[];
}

/** A problem document as a client gets it; the type is always `about:blank`, the title tells kinds apart. */
export interface ProblemAnswer extends ProblemDocument {
  readonly type: string;
}

/** The media type of {@link problemText}. */
export const problemType = 'application/problem+json';

/** A problem document as it is sent. */
export const problemText = (document: ProblemDocument): string =>
  JSON.stringify({ type: 'about:blank', ...document } satisfies ProblemAnswer);

/** An answer that says what is wrong with the request. */
export class Problem extends Error {
  override name = 'Problem';

  constructor(
    readonly document: ProblemDocument,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(document.detail ?? document.title);
  }

  /** 404 for a thing that is not there. */
  static notFound(what: string): Problem {
    return new Problem({ title: 'Not found', status: 404, detail: `There is no ${what}.` });
  }

  /** 400 naming every wrong field. */
  static wrong(errors: readonly WrongField[]): Problem {
    const detail = errors.map((one) => `${one.field}: ${one.message}`).join('; ');
    return new Problem({ title: 'The request has wrong fields', status: 400, detail, errors });
  }

  /** 401 for somebody who is not known. */
  static unknown(detail: string): Problem {
    return new Problem({ title: 'Not logged in', status: 401, detail });
  }

  /** 503 for a part of ours that can't answer now. */
  static unavailable(detail: string): Problem {
    return new Problem({ title: 'Not available now', status: 503, detail }, { 'retry-after': '5' });
  }
}
