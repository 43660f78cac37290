/** Every setting has a docstring; every sample shows every setting, and loads with each of them set. */
import { readConfig } from '../generate/config/read-config.mjs';

/** One line for each setting without a docstring, each that a sample forgets, and each value a sample gets wrong. */
export async function checkSettings(project) {
  return (await readConfig(project.root)).flatMap(({ problems }) => problems);
}
