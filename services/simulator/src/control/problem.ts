/** An error as the control port answers it, by RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** The problem as the body of an answer of type `application/problem+json`. */
export function problemBody({ status, title, detail }: Problem): string {
  return JSON.stringify({ type: 'about:blank', title, status, detail });
}

/** Nothing is there. */
export function notFound(detail: string): Problem {
  return { status: 404, title: 'Not found', detail };
}

/** The request asks for something that makes no sense. */
export function badRequest(detail: string): Problem {
  return { status: 400, title: 'Bad request', detail };
}
