import path from 'node:path';
import { findingOf, formatFinding, loadReading } from '../../contract/index.ts';
import { CliError } from '../cli-error.ts';
import { describeContract, type NodeDescription } from '../control/index.ts';
import { findNodes } from '../project/index.ts';

/**
 * The nodes of a project as their contracts describe them, whether they run or not.
 * @param warn Called with each warning of a contract, and its place in the project.
 * @throws CliError for a faulty contract.
 */
export function describeNodes(root: string, warn: (line: string) => void = () => {}): NodeDescription[] {
  return findNodes(root).map(({ contractFile }) => {
    try {
      const { contract, issues } = loadReading(contractFile);
      const shown = path.relative(root, contractFile).replaceAll('\\', '/');
      for (const issue of issues)
        if (issue.severity === 'warning') warn(formatFinding(findingOf(issue, shown)));
      const description = describeContract(contract);
      return Object.assign(description, { onBus: description.subscribes.length > 0, healthUrl: null });
    } catch (error) {
      throw new CliError((error as Error).message, { cause: error });
    }
  });
}
