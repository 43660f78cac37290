import { isTagValue } from '../point-names.js';

const longestTag = 256;

/** A text as it can stand in a tag: unchanged almost always; what no store can write is replaced, so that the reading is not lost for its label. */
export function tagText(text: string | null): string {
  if (text === null || (text.length <= longestTag && isTagValue(text))) return text ?? '';
  return (
    text
      .slice(0, longestTag)
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- control characters are what is replaced
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
      .replace(/\\(?=[,= "]|$)/g, '/')
  );
}
