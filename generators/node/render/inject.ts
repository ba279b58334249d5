import type { Contract } from 'onex-runtime/contract';
import { GENERATORS_ROOT } from '../../../lib/package/index.ts';
import type { GeneratedFile, Unit } from '../../../lib/render/index.ts';

const isNodeFile = ({ path }: GeneratedFile): boolean => /^v\d+_\d+_\d+\/node\.ts$/.test(path);

/**
 * The rendered node with the event bus in its class, by the same mechanism that serves files which people wrote.
 * Recast and the parser are loaded here, when first needed.
 * @param again The same node was rendered and checked before: the edits need not be checked by parsing once more.
 */
export async function injectInto(unit: Unit, contract: Contract, again = false): Promise<Unit> {
  const { injectEventBus } = await import('../../../lib/injection/index.ts');
  const files = unit.files.map((file) => {
    if (!isNodeFile(file) || typeof file.contents !== 'string') return file;
    const result = injectEventBus(
      { path: file.path, text: file.contents },
      {
        templateRoot: `${GENERATORS_ROOT}/event-bus/templates`,
        serviceName: contract.domain,
        rendered: again,
      },
    );
    if (result.status === 'injected') return { ...file, contents: result.text };
    const why = 'reason' in result ? result.reason.message : 'it seems to exist already';
    throw new Error(`the event bus cannot be injected into ${unit.name}/${file.path}: ${why}`);
  });
  return { ...unit, files };
}
