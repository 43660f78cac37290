import { spawnService, temporaryFolder, type SpawnedService } from '@lodestream/test-stack';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A guide in Markdown whose commands and programs are run as they stand there, but for the places they name. */
export class Guide {
  readonly commands: readonly string[];
  readonly programs: ReadonlyMap<string, string>;
  private readonly folder = temporaryFolder('guide');

  /** Reads the guide and lays its programs out in a folder of their own; `places` are replaced in all of it. */
  constructor(path: string, places: Readonly<Record<string, string>>) {
    const text = Object.entries(places).reduce(
      (all, [place, instead]) => all.replaceAll(place, instead),
      readFileSync(join(root, path), 'utf8'),
    );
    this.commands = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, command]) => command!.trim());
    this.programs = new Map([...text.matchAll(/```js\n(.*?)```/gs)].map(({ 1: code, index }) => [nameBefore(text, index), code!]));
    for (const [name, code] of this.programs) writeFileSync(join(this.folder, name), code);
    for (const name of ['node_modules', 'schemas']) symlinkSync(join(root, name), join(this.folder, name));
  }

  /** The one command that has these words in it. */
  command(...words: readonly string[]): string {
    const found = this.commands.filter((command) => words.every((word) => command.includes(word)));
    if (found.length !== 1) throw new Error(`${found.length} commands of the guide have ${words.join(' and ')} in them`);
    return found[0]!;
  }

  /** Begins a command in the folder of the programs. */
  run(command: string): Promise<SpawnedService> {
    return spawnService({ command: 'bash', args: ['-c', command], cwd: this.folder });
  }
}

/** The last program named before a block of code is the one it holds. */
function nameBefore(text: string, index: number): string {
  const name = [...text.slice(0, index).matchAll(/`(\w+\.mjs)`/g)].at(-1)?.[1];
  if (name === undefined) throw new Error('a program of the guide has no name before it');
  return name;
}
