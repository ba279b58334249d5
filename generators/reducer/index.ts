/**
 * `onex reducer`: generates a node that moves entities through the states of a machine. The base class in
 * `generators/node` does the work. This folder contains the parts specific to the kind: its command, its files, and its
 * templates.
 */
import { NodeGenerator } from '../node/node-generator.ts';
import { command } from './command.ts';

/** `yo onex:reducer`: adds a reducer to the project. */
export default class ReducerGenerator extends NodeGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  protected override get kind(): 'reducer' {
    return 'reducer';
  }
}
