import { BUS_MODULE } from './names.ts';
import type { FileNames } from './view.ts';

/** Where a recorded class shows under which name it has a type of the bus. */
const TYPES: Readonly<Record<string, RegExp>> = {
  EventPublisher: /\beventPublisher: ([^=;]+?) \| undefined/,
  EventBusHost: /\beventBusHost: ([^=;]+?) = \{/,
  IntrospectionReason: /\(reason: ([^=;]+?) = /,
};

/**
 * The names that an earlier run used, as its pieces show them: the owner's code may use them, too, so that none changes.
 * What they do not show is named as in a first run.
 * @param fresh names for the file as it stands
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
    module: moduleShownBy(ofFile) ?? fresh.module,
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
  return /\bconst ([\p{L}\p{N}_$]+)/u.exec(text)?.[1] ?? null;
}

function moduleShownBy(text: string): FileNames['module'] | null {
  if (/\brequire\.resolve\(/.test(text)) return 'commonjs';
  return /\bimport\.meta\.resolve\(/.test(text) ? 'esm' : null;
}
