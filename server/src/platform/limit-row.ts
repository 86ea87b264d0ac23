/** One row of docs/limits.md: what is bounded, by how much, and what would go wrong without it. */
export type LimitRow = {
  /** As refusals name it, where one does. */
  readonly name: string;
  readonly value: number;
  /** What is counted. */
  readonly unit: string;
  /** The environment variable that says otherwise, where there is one. */
  readonly variable?: string;
  readonly reason: string;
};
