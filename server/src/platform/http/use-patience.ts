import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { withPatience } from '../database/patience.ts';

/**
 * Gives queries up once their caller has disconnected or has waited long enough. For a mutation only the waiting
 * counts: a user who closes the page after a click still wants it done.
 */
export function usePatience(): Plugin<RequestContext> {
  return {
    onExecute: ({ args, executeFn, setExecuteFn }) => {
      const { deadline, hungUp } = args.contextValue;
      const isQuery = getOperationAST(args.document, args.operationName)?.operation === 'query';
      const patience = isQuery && hungUp ? AbortSignal.any([deadline, hungUp]) : deadline;
      setExecuteFn((execArgs) => withPatience(patience, () => executeFn(execArgs)));
    },
  };
}
