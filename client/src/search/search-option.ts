import type { ReactNode } from 'react';

export type SearchOption = {
  readonly key: string;
  readonly icon: ReactNode;
  readonly title: string;
  /** A second line, in parts that do not break. */
  readonly detail?: readonly string[];
  /** At the right end of the line. */
  readonly end?: ReactNode;
  run(): void;
};

export type SearchGroup = {
  readonly label: string;
  readonly options: readonly SearchOption[];
  /** More is to come, and its place is kept. */
  readonly waiting?: boolean;
};
