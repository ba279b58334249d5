/**
 * Checks the types of a project with the compiler that the project installed.
 *
 * Guarantees
 * 1. The compiler runs in its own process, with a time limit. None of it is loaded here.
 * 2. A project without an installed compiler, or without a tsconfig.json, is not checked, and that is not an error.
 * 3. Errors are compared by file, code, and message, so an error that only moved is not new.
 *
 * It writes nothing: `--noEmit` is always given.
 */
export { findCompiler, type Compiler } from './find-compiler.ts';
export { newErrors } from './parse-output.ts';
export { runCompiler } from './run-compiler.ts';
export type { CompilerError, TypeCheck } from './types.ts';
