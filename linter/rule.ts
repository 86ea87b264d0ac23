import { relative, sep } from 'node:path';

export type Node = {
  type: string;
  name?: string;
  source?: { value: unknown } | null;
  body?: Node[];
  callee?: Node;
  superClass?: Node | null;
  object?: Node;
  property?: Node;
  arguments?: Node[];
  specifiers?: { imported?: { name?: string }; importKind?: string }[];
  importKind?: string;
  // Of calls, variables and JSX.
  id?: Node | null;
  init?: Node | null;
  elements?: (Node | null)[];
  attributes?: Node[];
  value?: unknown;
  expression?: Node;
};
export type Context = { filename: string; cwd: string; report(found: { node: Node; message: string }): void };
export type Visitor = Record<string, (node: Node) => void>;
export type Rule = { create(context: Context): Visitor };

export function isTest(path: string): boolean {
  return /\.(test|soak|journey|bench)\.tsx?$/.test(path);
}

/** As the laws name files: `server/src/bookings/queries.ts`. */
export function pathOf({ cwd, filename }: Context): string {
  return relative(cwd, filename).split(sep).join('/');
}
