/**
 * Surveys a parsed file: its classes, its names and what they mean in each scope, its imports, its code style, and any
 * parts of the event bus that it already has.
 *
 * Guarantees
 * 1. One walk over the tree finds the classes and the code style; the rest is computed on first use.
 * 2. A name is resolved as the language does it: a parameter or an inner declaration hides an import.
 */
export { boundName, localAncestors, meaningOf, withSubclasses } from './ancestors.ts';
export { blankAbove, eolAt, type CodeStyle, lineIndent, lineStart } from './code-style.ts';
export { globalAtTop, globalIn } from './globals.ts';
export { guestDeclarations, loaderOf, variableCalled } from './guest-declarations.ts';
export type { Imported } from './imports.ts';
export { availableConstants, BUS_MODULE, freeName, importedAs } from './names.ts';
export { type Opener, openerOf, openFile, type OpenFile } from './open-file.ts';
export { binds, isScope } from './scope.ts';
export { hasModuleSyntax, isCommonJs, isScript, shortHash } from './scripts.ts';
export type { ClassPlace, Survey } from './survey.ts';
export { calleeName } from './opens-bus.ts';
