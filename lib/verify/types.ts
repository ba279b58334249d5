/** Something wrong in a generated file: a defect of the templates, or of what they were given. */
export interface Fault {
  /** POSIX, relative to the project's root. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A fault whose file is known. */
export type FaultInFile = Omit<Fault, 'path'>;

/** 1-based place of an offset. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
