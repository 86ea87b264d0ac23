import type { Cache, CacheExchangeOpts, UpdateResolver } from '@urql/exchange-graphcache';
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import { createRequest, type AnyVariables, type GraphQLRequest, type TypedDocumentNode } from 'urql';

/** What a message of a stream says: its only field. */
export type ChangeOf<Followed> = Followed[keyof Followed];

type VersionOf = (id: string) => number;

type StreamDeclaration<Followed, Follow extends AnyVariables> = {
  /** Tells what changes. Without a variable `after` it tells at the beginning how things stand, and needs no position. */
  readonly follow: TypedDocumentNode<Followed, Follow>;
  /**
   * Puts a change into the cache: where one that is read whole would be too large for `merge`, or not enough.
   * @param followed the variables of all streams of this kind: what another one keeps true is not this one's to change
   */
  update?(
    change: ChangeOf<Followed>,
    variables: NoInfer<Follow>,
    cache: Cache,
    followed: ReadonlySet<NoInfer<Follow>>,
  ): void;
  /** True of a change that only moves the position. */
  isHeartbeat?(change: ChangeOf<Followed>): boolean;
  /** Leaves out of a change what is older than what is known, before anything else sees it. */
  withoutOldNews?(change: ChangeOf<Followed>, versionOf: VersionOf): ChangeOf<Followed>;
};

type WindowDeclaration<Data, Followed, Read extends AnyVariables> = StreamDeclaration<Followed, Read & After> & {
  /** Shows the window at one moment. With `cursor` in its field it says from where to follow. */
  readonly read: TypedDocumentNode<Data, Read>;
  /** Puts a change into what is shown. What carries a version is never older in it than what is known. */
  merge?(shown: Data, change: ChangeOf<Followed>): Data;
};

/** What the stream of a window takes beside the window's own variables. */
export type After = { after?: string | null | undefined };

/** What the exchanges know of the window of a subscription. */
export type WindowRules = {
  /** The answers of `read` say where the stream begins. */
  readonly isPositioned: boolean;
  readonly startsWithState: boolean;
  /** The variables of the streams that are followed now. */
  readonly followed: Set<AnyVariables>;
  /** What shows it; where nothing is read, what follows it. */
  requestOf(variables: AnyVariables): GraphQLRequest;
  isHeartbeat(change: unknown): boolean;
  withoutOldNews(change: unknown, versionOf: VersionOf): unknown;
};

export type LiveStream<Followed, Follow extends AnyVariables> = {
  readonly follow: TypedDocumentNode<Followed, Follow>;
  readonly rules: WindowRules;
};

export type LiveWindow<Data, Followed, Read extends AnyVariables> = LiveStream<Followed, Read & After> & {
  readonly read: TypedDocumentNode<Data, Read>;
};

/** In a build a document is text until it is asked for. */
function operationIn(document: TypedDocumentNode<unknown, never>): OperationDefinitionNode | undefined {
  const { definitions } = createRequest(document as TypedDocumentNode, {}).query;
  return definitions.find((node) => node.kind === 'OperationDefinition') as OperationDefinitionNode | undefined;
}

function fieldsIn(node: OperationDefinitionNode | FieldNode | undefined): readonly FieldNode[] {
  return node?.selectionSet?.selections.filter((selection) => selection.kind === 'Field') ?? [];
}

/** By field of Subscription, what each window that was declared does with a change; a page that is fetched later adds its own. */
const streamUpdates: Record<string, UpdateResolver> = {};

/** A cache that takes in the changes of all windows. */
export function withStreams(cache: CacheExchangeOpts): CacheExchangeOpts {
  return { ...cache, updates: { ...cache.updates, Subscription: streamUpdates } };
}

/**
 * Declares what a page reads and then follows: `useLiveWindow` shows it, and it misses nothing, goes back in nothing and
 * comes back by itself. Called once, where a module is loaded.
 */
export function liveWindow<Data, Followed, Read extends AnyVariables>(
  declaration: WindowDeclaration<Data, Followed, Read>,
): LiveWindow<Data, Followed, Read> {
  const { read, merge } = declaration;
  const update = (change: ChangeOf<Followed>, variables: Read & After, cache: Cache) => {
    if (merge) cache.updateQuery({ query: read, variables }, (shown) => shown && merge(shown, change));
  };
  return { read, ...declare({ update, ...declaration }, read) };
}

/** Declares a stream that begins with all there is: nothing has to be read before `useLiveStream` follows it. */
export function liveStream<Followed, Follow extends AnyVariables>(
  declaration: StreamDeclaration<Followed, Follow>,
): LiveStream<Followed, Follow> {
  return declare(declaration);
}

function declare<Followed, Follow extends AnyVariables>(
  { follow, update, isHeartbeat, withoutOldNews }: StreamDeclaration<Followed, Follow>,
  read?: TypedDocumentNode<unknown, never>,
): LiveStream<Followed, Follow> {
  const operation = operationIn(follow);
  const field = fieldsIn(operation)[0]?.name?.value ?? '';
  const followed = new Set<Follow>();
  const others = streamUpdates[field];
  streamUpdates[field] = (result, args, cache, info) => {
    others?.(result, args, cache, info);
    const { after: _, ...variables } = info.variables;
    update?.(result[field] as ChangeOf<Followed>, variables as Follow, cache, followed);
  };
  const variables = operation?.variableDefinitions ?? [];
  return {
    follow,
    rules: {
      followed: followed as Set<AnyVariables>,
      isPositioned: fieldsIn(read && operationIn(read)).some((root) =>
        fieldsIn(root).some(({ name }) => name?.value === 'cursor'),
      ),
      startsWithState: !variables.some(({ variable }) => variable.name.value === 'after'),
      requestOf: (values) => createRequest<unknown, AnyVariables>((read ?? follow) as TypedDocumentNode, values),
      isHeartbeat: (change) => isHeartbeat?.(change as ChangeOf<Followed>) ?? false,
      withoutOldNews: (change, versionOf) => withoutOldNews?.(change as ChangeOf<Followed>, versionOf) ?? change,
    },
  };
}
