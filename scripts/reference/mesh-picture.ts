import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContract } from 'onex-runtime/contract';
import { drawMesh } from '../../lib/graph/index.ts';

const CONTRACTS = join(import.meta.dirname, '../../examples/orders/contracts');

/** docs/mesh.svg: the nodes of the demo, as `onex graph svg` draws them in its project. */
export function meshPicture(): string {
  const nodes = globSync('*.yaml', { cwd: CONTRACTS }).map((file) => {
    const { contract } = readContract(readFileSync(join(CONTRACTS, file), 'utf8'), { file });
    if (contract === null) throw new Error(`examples/orders/contracts/${file} has errors`);
    return { contract, file, own: true };
  });
  return drawMesh(nodes);
}
