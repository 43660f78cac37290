const tries = 3;

/** Asks for a page; a connection that breaks is tried anew, for a server may close an idle one just as it is used. Refusals other than those expected throw. */
export async function ask(url: string, expected: readonly number[] = []): Promise<Response> {
  for (let left = tries; ; left -= 1) {
    const answer = await fetch(url).catch((error: unknown) => {
      if (left === 1) throw error;
      return null;
    });
    if (answer?.ok === false && !expected.includes(answer.status)) throw new Error(`${url} answered ${answer.status}`);
    if (answer !== null) return answer;
  }
}
