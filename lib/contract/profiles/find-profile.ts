import { dirname, join, relative } from 'node:path';
import { isObject, type JsonObject } from '../models/model-index.ts';
import { readYamlWithin } from '../models/read-within.ts';

export interface ProfilePlaces {
  /** Absolute path of the contract. */
  readonly path: string;
  /** The contract as the user named it, for messages. */
  readonly shown: string;
  /** Absolute root of the project; null: there is none. */
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
 * Returns the file of a profile: `NAME.yaml` next to the contract or in `profiles/` next to it, then the same in the
 * project. A name with an extension is the file itself. Null: there is none.
 * @throws UserError for a file that cannot be read, or that is outside its folder.
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
