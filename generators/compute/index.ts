import { NodeGenerator } from '../node/node-generator.ts';
import { command } from './command.ts';

/** `yo onex:compute`: adds a compute to the project. */
export default class ComputeGenerator extends NodeGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  protected override get kind(): 'compute' {
    return 'compute';
  }
}
