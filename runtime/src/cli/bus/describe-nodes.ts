import { loadContract } from '../../contract/index.ts';
import { CliError } from '../cli-error.ts';
import { describeContract, type NodeDescription } from '../control/index.ts';
import { findNodes } from '../project/index.ts';

/** The nodes of a project as their contracts tell, whether they run or not. @throws CliError for a faulty contract. */
export function describeNodes(root: string): NodeDescription[] {
  return findNodes(root).map(({ contractFile }) => {
    try {
      const description = describeContract(loadContract(contractFile));
      return Object.assign(description, { onBus: description.subscribes.length > 0, healthUrl: null });
    } catch (error) {
      throw new CliError((error as Error).message, { cause: error });
    }
  });
}
