/**
 * Prompts for values that no option provides: the name, kind, domain, operations, and steps of a node. Without a
 * terminal, a run does not prompt, and an error lists the missing options. A prompt accepts only valid values. This
 * folder does not render or write.
 */
export { stopped, type Ask, passes, type PromptQuestion } from './ask.ts';
export { askForNode, refuseMissing, settleName, settleVersion } from './prompting.ts';
export { detailQuestions, domainQuestion, kindQuestion, nameQuestion } from './questions.ts';
export { stepChoices, type StepChoice } from './step-choices.ts';
