/**
 * The same pure function, which works an answer out once for a text that it is asked about again and again.
 * @param kept So many answers are kept; with one more it begins anew.
 * @param longest Answers about longer texts are not kept, in UTF-16 units.
 */
export function remembered<T extends string | null>(
  { kept, longest }: { readonly kept: number; readonly longest: number },
  make: (text: string) => T,
): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = make(text);
    if (text.length > longest) return answer;
    if (answers.size >= kept) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
