import { BUS_MODULE } from '../survey/index.ts';
import type { FileNames, GuestNames } from '../pieces/index.ts';

/** Patterns that find the name of a bus type in a recorded class. */
const TYPES: Readonly<Record<string, RegExp>> = {
  EventPublisher: /\beventPublisher: ([^=;]+?) \| undefined/,
  IntrospectionReason: /\(reason: ([^=;]+?) = /,
};

/**
 * Returns the names that an earlier run used, as its pieces show them. The user's code may use these names, too, so
 * they do not change. Names that the pieces do not show are chosen as in a first run.
 * @param fresh Names for the file as it is.
 * @param ofFile The text inserted at the top of the file. @param ofClass The text inserted into one class, or into all.
 */
export function recordedNames(fresh: FileNames, ofFile: string, ofClass: string): FileNames {
  const imported = new Map(
    specifiersOf(ofFile).map((specifier): [string, string] => {
      const [exported = '', local = exported] = specifier.split(' as ');
      return [exported, local];
    }),
  );
  return {
    ...fresh,
    available:
      /\bif \(!?([\p{L}\p{N}_$]+)\) /u.exec(ofClass)?.[1] ?? constantNameOf(ofFile) ?? fresh.available,
    guest: recordedGuest(fresh.guest, ofFile, ofClass),
    type(exported) {
      const shown = TYPES[exported]?.exec(ofClass)?.[1];
      if (shown !== undefined) return shown.replaceAll('"', "'");
      const apart = `import('${BUS_MODULE}').${exported}`;
      if (ofClass.replaceAll('"', "'").includes(`import('${BUS_MODULE}')`)) return apart;
      return imported.get(exported) ?? fresh.type(exported);
    },
  };
}

/** Returns how the text inserted into one class refers to a global; null for a global that it does not use. */
export function recordedGlobal(ofClass: string): (name: string) => string | null {
  return (name) => {
    if (ofClass.includes(`globalThis.${name}`)) return `globalThis.${name}`;
    return new RegExp(`\\b${name}\\b`).test(ofClass) ? name : null;
  };
}

/** Returns the specifiers of an inserted type import: `EventPublisher`, `EventBusHost as OnexEventBusHost`. */
export function specifiersOf(text: string): readonly string[] {
  return [...text.matchAll(/\bimport type \{([^}]*)\} from/g)].flatMap(([, list = '']) =>
    list.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim().replace(/\s+/g, ' ')])),
  );
}

/** Returns the name of the inserted constant, or null. */
export function constantNameOf(text: string): string | null {
  return /^const ([\p{L}\p{N}_$]+)/mu.exec(text)?.[1] ?? null;
}

/** Returns every name declared at the top of the file. */
export function declaredNames(text: string): readonly string[] {
  const declarations = text.matchAll(/^(?:const|let|async function) ([\p{L}\p{N}_$]+)/gmu);
  const imported = specifiersOf(text).map((one) => one.replace(/^.* as /, ''));
  return [...[...declarations].map(([, name = '']) => name), ...imported];
}

/** Returns the name of the variable in a recorded text, or null. */
export function variableNameOf(text: string): string | null {
  return /^let ([\p{L}\p{N}_$]+)/mu.exec(text)?.[1] ?? null;
}

/**
 * Returns the recorded names of the module-level piece. A piece of the first design contributes its constant's name.
 */
function recordedGuest(fresh: GuestNames, ofFile: string, ofClass: string): GuestNames {
  const name = String.raw`([\p{L}\p{N}_$]+)`;
  const find = (text: string, pattern: string): string | undefined =>
    new RegExp(pattern, 'u').exec(text)?.[1];
  const load =
    find(ofFile, `async function ${name}\\(`) ?? find(ofClass, `const bus = await (?!import\\b)${name}\\(`);
  const body = /async function[\s\S]*/.exec(ofFile)?.[0] ?? '';
  return {
    ...fresh,
    available:
      find(body, `${name} = true`) ??
      find(ofClass, `\\bif \\(!?${name}\\)`) ??
      constantNameOf(ofFile) ??
      fresh.available,
    reported: find(body, `if \\(!${name}\\)`) ?? fresh.reported,
    load: load ?? fresh.load,
  };
}
