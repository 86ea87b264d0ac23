import { type Node, pathOf, type Rule } from './rule.ts';
import { isForUsers, type Tree, userTextsOf, withoutPlaceholders } from './user-text.ts';

/** Words and forms that were riddles on a screen, and what to say instead. docs/words.md lists them, too. */
const riddles: readonly (readonly [form: RegExp, instead: string])[] = [
  [/\b(whoever|whomever|whom)\b/i, 'Name the person by their role, such as the requester'],
  [/\b(somebody|anybody|nobody)\b/i, 'Say someone else, anyone or no one, or name the thing'],
  [/\bthose who\b/i, 'Name the people by their role'],
  [/\bat once\b/i, 'Say immediately, or together'],
  [/\bstands?\b/i, 'Say is'],
  [/\bwish(es|ed)?\b/i, 'Say preferred room, or request'],
  [/\b(un)?tick(s|ed|ing)?\b/i, 'Say select, or confirm'],
  [/\btold\b/i, 'Say what is sent or shown'],
  [/\b(afresh|anew)\b/i, 'Say again, or name the button that does it'],
  [/\bof the house\b/i, 'Leave it out'],
];

/** What people read is what a native speaker would say at the desk. */
export const plainWords: Rule = {
  create(context) {
    const path = pathOf(context);
    if (!isForUsers(path)) return {};
    return {
      Program: (program) => {
        for (const { node, text } of userTextsOf(program as Tree, path)) {
          const [found, instead] = riddles.find(([form]) => form.test(withoutPlaceholders(text))) ?? [];
          if (found)
            context.report({
              node: node as unknown as Node,
              message: `People read “${found.exec(text)?.[0]}” here. ${instead} (docs/words.md).`,
            });
        }
      },
    };
  },
};
