import { rememberTexts } from '@lodestream/component';
import { findModel } from '@lodestream/mining';

/** A farm's devices write few different texts, and each is asked for several times a poll. */
const mostNames = 1_000;

const nameOf = rememberTexts(mostNames, (model): string | null => {
  const text = model.replace(/[_\s]+/g, ' ').trim();
  return text === '' ? null : (findModel(text)?.name ?? text);
});

/** A model in the catalogue's spelling, or in the words given, tidied, where the catalogue does not know it. */
export const modelName = (model: string | null): string | null => (model === null ? null : nameOf(model));

/** False only when both are known and differ, whatever the spelling. */
export function sameModel(expected: string | null, reported: string | null): boolean {
  const [one, other] = [modelName(expected), modelName(reported)];
  return one === null || other === null || letters(one) === letters(other);
}

const letters = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^antminer/, '')
    .replace(/[^a-z0-9+]/g, '');
