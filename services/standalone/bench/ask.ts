const tries = 3;

/** Asks for a page; a connection that breaks is tried anew, for a server may close an idle one just as it is used. */
export async function ask(url: string): Promise<Response> {
  for (let left = tries; ; left -= 1) {
    const answer = await fetch(url).catch((error: unknown) => {
      if (left === 1) throw error;
      return null;
    });
    if (answer?.ok === false) throw new Error(`${url} answered ${answer.status}`);
    if (answer !== null) return answer;
  }
}
