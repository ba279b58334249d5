/**
 * `onex compute`: generates a node that computes a result from its input. The base class in `generators/node` does the
 * work. This folder contains the parts specific to the kind: its command, its files, and its templates.
 */
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
