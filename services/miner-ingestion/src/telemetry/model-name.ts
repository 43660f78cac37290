import { findModel } from '@lodestream/mining';

/** A farm's devices write few different texts, and each is asked for several times a poll. */
const names = new Map<string, string | null>();
const mostNames = 1_000;

/** A model in the catalogue's spelling, or in the words given, tidied, where the catalogue does not know it. */
export function modelName(model: string | null): string | null {
  if (model === null) return null;
  const known = names.get(model);
  if (known !== undefined) return known;
  if (names.size >= mostNames) names.clear();
  const name = tidied(model);
  names.set(model, name);
  return name;
}

function tidied(model: string): string | null {
  const text = model.replace(/[_\s]+/g, ' ').trim();
  return text === '' ? null : (findModel(text)?.name ?? text);
}

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
