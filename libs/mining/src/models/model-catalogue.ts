import { antminerModels } from './antminer.models.js';
import { avalonModels } from './avalon.models.js';
import type { MinerModel } from './miner-model.js';
import { modelKey } from './model-key.js';
import { whatsminerModels } from './whatsminer.models.js';

/** Every model there are figures for. */
export const minerModels: readonly MinerModel[] = [...antminerModels, ...whatsminerModels, ...avalonModels];

const byKey: ReadonlyMap<string, MinerModel> = new Map(minerModels.map((model) => [modelKey(model.name).model, model]));

/** A farm's devices write few different texts, and each is asked for at every poll. */
const answers = new Map<string, MinerModel | null>();
const mostAnswers = 1_000;

/**
 * The model that a firmware or a person means, in whatever spelling, with the layout of the variant where the text names one.
 * Null when the catalogue has no such model: a similar one is never taken for it, so that a mismatch shows.
 */
export function findModel(text: string | null | undefined): MinerModel | null {
  if (text === null || text === undefined) return null;
  const asked = answers.get(text);
  if (asked !== undefined) return asked;
  if (answers.size >= mostAnswers) answers.clear();
  const model = lookUp(text);
  answers.set(text, model);
  return model;
}

function lookUp(text: string): MinerModel | null {
  const { model, marks } = modelKey(text);
  // Avalon's own names carry no letter: `1246` is an A1246.
  const found = byKey.get(model) ?? byKey.get(`a${model}`) ?? null;
  const mark = marks.find((each) => found !== null && Object.hasOwn(found.variants, each));
  return found === null || mark === undefined ? found : { ...found, layout: found.variants[mark]! };
}
