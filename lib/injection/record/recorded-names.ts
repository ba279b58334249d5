import { BUS_MODULE } from '../survey/index.ts';
import type { FileNames, GuestNames } from '../pieces/index.ts';

/** Where a recorded class shows under which name it has a type of the bus. */
const TYPES: Readonly<Record<string, RegExp>> = {
  EventPublisher: /\beventPublisher: ([^=;]+?) \| undefined/,
  IntrospectionReason: /\(reason: ([^=;]+?) = /,
};

/**
 * The names that an earlier run used, as its pieces show them: the owner's code may use them, too, so that none changes.
 * What they do not show is named as in a first run.
 * @param fresh names for the file as it is
 * @param ofFile what was put in at the top of the file @param ofClass what was put into one class, or into all
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

/** How what was put into one class calls a global; null for one that it does not use. */
export function recordedGlobal(ofClass: string): (name: string) => string | null {
  return (name) => {
    if (ofClass.includes(`globalThis.${name}`)) return `globalThis.${name}`;
    return new RegExp(`\\b${name}\\b`).test(ofClass) ? name : null;
  };
}

/** What an import of the bus's types that went in imports: `EventPublisher`, `EventBusHost as OnexEventBusHost`. */
export function specifiersOf(text: string): readonly string[] {
  return [...text.matchAll(/\bimport type \{([^}]*)\} from/g)].flatMap(([, list = '']) =>
    list.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim().replace(/\s+/g, ' ')])),
  );
}

/** The name of the constant that went in, or null. */
export function constantNameOf(text: string): string | null {
  return /^const ([\p{L}\p{N}_$]+)/mu.exec(text)?.[1] ?? null;
}

/** Every name that was declared at the top of the file. */
export function declaredNames(text: string): readonly string[] {
  const declarations = text.matchAll(/^(?:const|let|async function) ([\p{L}\p{N}_$]+)/gmu);
  const imported = specifiersOf(text).map((one) => one.replace(/^.* as /, ''));
  return [...[...declarations].map(([, name = '']) => name), ...imported];
}

/** The name of the variable in a recorded text, or null. */
export function variableNameOf(text: string): string | null {
  return /^let ([\p{L}\p{N}_$]+)/mu.exec(text)?.[1] ?? null;
}

/** Names of the module-level piece as they were recorded; a piece of the first design leaves its constant's name. */
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
