import { posix } from 'node:path';
import { placeAt, type Fault } from './types.ts';

const MANIFEST = /(?:^|\/)(?:node|version)\.manifest\.yaml$/;
const FILE_NAME = /^(?:\.{0,2}\/)?(?:[\w-]+\/)*[\w.-]+\.(?:ts|ya?ml|json|md)$/;
const CLASS_NAME = /^(?:Node|Handler|Model|Enum|Workflow)[A-Z]\w*$/;

/** Keys that name files, classes and entry points; whatever else a manifest says is text of the contract's. */
const NAMING_KEYS: ReadonlySet<unknown> = new Set([
  'file',
  'class',
  'entrypoint',
  'entry_point',
  'manifest',
  'contract',
  'implementation_files',
  'input_model',
  'output_model',
  'config_model',
]);

/** What a unit has that a manifest may name. */
export interface Inventory {
  /** Path relative to the project's root. */
  exists(path: string): boolean;
  /** Names that some module of the unit declares or exports. */
  readonly names: ReadonlySet<string>;
}

export function isManifest(path: string): boolean {
  return MANIFEST.test(path);
}

/** Files and classes that a node's manifest names, though there are none such. */
export async function manifestFaults(path: string, text: string, inventory: Inventory): Promise<Fault[]> {
  const { isPair, isScalar, parseDocument, visit } = await import('yaml');
  const faults: Fault[] = [];
  visit(parseDocument(text), {
    Scalar(key, { value, range }, ancestors) {
      if (key === 'key' || typeof value !== 'string') return;
      // Of an entry in a list the key is that of the list.
      const pair = ancestors.findLast((node) => isPair(node));
      if (!isScalar(pair?.key) || !NAMING_KEYS.has(pair.key.value)) return;
      const complain = (message: string) => faults.push({ path, ...placeAt(text, range?.[0] ?? 0), message });
      // An entry point may be written as file and name: node.ts#NodePaymentEffect.
      for (const part of value.split(/[#:]/)) {
        if (FILE_NAME.test(part) && !inventory.exists(posix.join(posix.dirname(path), part))) {
          complain(`names the file ${part}, which does not exist`);
        }
        if (CLASS_NAME.test(part) && !inventory.names.has(part)) {
          complain(`names ${part}, which no module of the node has`);
        }
      }
    },
  });
  return faults;
}
