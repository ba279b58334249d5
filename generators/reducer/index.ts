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
