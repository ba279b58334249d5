import { dirname, join, relative } from 'node:path';
import { isObject, type JsonObject } from '../models/model-index.ts';
import { readYamlWithin } from '../models/read-within.ts';

export interface ProfilePlaces {
  /** The contract, absolute. */
  readonly path: string;
  /** As the user called the contract, for messages. */
  readonly shown: string;
  /** Root of the project, absolute; null: there is none. */
  readonly project: string | null;
}

export interface FoundProfile {
  readonly path: string;
  readonly shown: string;
  readonly values: JsonObject;
}

/** A plain name, or a file in the contract's folder. */
const NAME = /^[A-Za-z][\w-]{0,119}$/;
const FILE = /\.ya?ml$/i;

/**
 * The file of a profile: `NAME.yaml` beside the contract or in `profiles/` beside it, then the same in the project; a
 * name with an ending is the file itself. Null: there is none.
 * @throws UserError for a file that cannot be read, or that leads out of its folder.
 */
export async function findProfile(
  profile: string,
  { path, shown, project }: ProfilePlaces,
): Promise<FoundProfile | null> {
  const names = FILE.test(profile)
    ? [profile]
    : NAME.test(profile)
      ? [`${profile}.yaml`, `${profile}.yml`]
      : [];
  const folders = [...new Set([dirname(path), ...(project === null ? [] : [project])])];
  const candidates = folders.flatMap((folder) =>
    names.flatMap((name) => [name, `profiles/${name}`].map((file) => ({ folder, file }))),
  );
  for (const { folder, file } of candidates) {
    const found = await readYamlWithin(folder, file, `${shown}: extends`);
    if (found === null || found.path === path || !isObject(found.value)) continue;
    return { path: found.path, shown: relative(dirname(path), join(folder, file)), values: found.value };
  }
  return null;
}
