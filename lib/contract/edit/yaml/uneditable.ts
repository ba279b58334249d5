import type { Position } from 'onex-runtime/contract';

/** Thrown for a text whose form does not allow the edit without further changes. */
export class UneditableError extends Error {
  readonly position: Position;

  /** @param message The reason, without the position, such as `is written through an alias`. */
  constructor(message: string, position: Position) {
    super(message);
    this.name = 'UneditableError';
    this.position = position;
  }
}
