import type { ProjectCommands, ProjectScript } from 'onex-runtime/project';

/** Returns the commands of a project for templates. They consist of known words and of arguments from a template. */
export function commandTexts({ install, run, exec, add }: ProjectCommands) {
  return {
    install: new SourceText(install),
    run: (script: ProjectScript, args?: string) => new SourceText(run(script, args)),
    exec: (command: string) => new SourceText(exec(command)),
    add: (packages: string, kind?: 'runtime' | 'development') => new SourceText(add(packages, kind)),
  };
}

/**
 * Text that a helper has prepared for its target. A template's `<%= %>` accepts only this and plain words, so a
 * contract's string cannot reach a generated file unescaped.
 */
export class SourceText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/**
 * Letters, digits, and the characters that join them in names, paths, topics, and versions; words. Harmless in every
 * kind of file.
 */
const PLAIN = /^[\w$./@-]*$|^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * Returns the output of `<%= value %>`.
 *
 * @throws Error for text that is neither plain nor from a helper. This is a defect of the template, not of the input.
 */
export function interpolate(value: unknown): string {
  if (value instanceof SourceText) return value.text;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && PLAIN.test(value)) return value;
  throw new Error(`A template interpolates raw text: ${JSON.stringify(value)?.slice(0, 80)}`);
}
