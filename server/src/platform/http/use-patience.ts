import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../context.ts';
import { withPatience } from '../database/patience.ts';

/**
 * Queries are given up once their caller has hung up or has waited long enough. Of a mutation only the waiting counts:
 * who closes the page behind a click still wants it done.
 */
export function usePatience(): Plugin<RequestContext> {
  return {
    onExecute: ({ args, executeFn, setExecuteFn }) => {
      const { deadline, hungUp } = args.contextValue;
      const isQuery = getOperationAST(args.document, args.operationName)?.operation === 'query';
      const patience = isQuery && hungUp ? AbortSignal.any([deadline, hungUp]) : deadline;
      setExecuteFn((given) => withPatience(patience, () => executeFn(given)));
    },
  };
}
