/**
 * The same pure function of a text, for texts that come again and again: what each came to is kept. More texts than `most` begin the memory
 * anew, which bounds it; what is in use comes back at once.
 */
export function rememberTexts<T extends NonNullable<unknown> | null>(most: number, work: (text: string) => T): (text: string) => T {
  const memory = new Map<string, T>();
  return (text) => {
    const known = memory.get(text);
    if (known !== undefined) return known;
    if (memory.size >= most) memory.clear();
    const answer = work(text);
    memory.set(text, answer);
    return answer;
  };
}
