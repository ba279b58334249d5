/**
 * Renames in code and documents: applies a rename in a contract to the files of a project.
 *
 * Guarantees
 * 1. The user's code changes only where a name refers to the renamed thing, according to the project's own TypeScript
 *    or, without it, the imports of a module. Text is never replaced only because it looks the same.
 * 2. Generated words change only where the generator would write the new name and the user has not edited them.
 * 3. Remaining uses of the old name are listed with their positions.
 */
export { carriedText, type CarriedFile, type Merge } from './carry.ts';
export { codeParts } from './code-parts.ts';
export { applyEdits, type TextEdit } from './edits.ts';
export { importEdits, type RenamedExports } from './import-names.ts';
export { mentionFinder, type Mention, type OldNames, wordsOf } from './mentions.ts';
export { pathEdits, type MovedPath } from './module-paths.ts';
export { explainer, formsOf, type NamePair } from './name-forms.ts';
export { exchangesIn, templateChange, type TemplateChange } from './template-words.ts';
export { openRenamer, type EditsByFile, type Renamer } from './typescript/renamer.ts';
