import type { Position } from 'onex-runtime/contract';

/** A text that is written in a way that cannot be edited without changing more than was asked for. */
export class UneditableError extends Error {
  readonly position: Position;

  /** @param message Why, without the place, such as `is written through an alias`. */
  constructor(message: string, position: Position) {
    super(message);
    this.name = 'UneditableError';
    this.position = position;
  }
}
