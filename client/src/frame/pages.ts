import { useRouter, type AnyRoute } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import { useMemo, type ComponentType } from 'react';
import type { PagePath } from '../links/page-path.ts';
import { useHere } from '../people/here.tsx';

/** What the navigation, the keys and the search say of a page. Its route carries it. */
type PageFacts = {
  readonly words: string;
  readonly Icon: LucideIcon;
  /** The right without which there is nothing to see on it. */
  readonly needs: string | null;
  /** The key that follows G. */
  readonly key: string;
  /** How much waits there, fetched after the rest; without a line there is none. */
  readonly Count?: ComponentType;
};

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    readonly page?: PageFacts;
  }
}

type Page = PageFacts & { readonly to: PagePath };

function pagesOf(route: AnyRoute): readonly Page[] {
  const { page } = (route.options as { staticData?: { page?: PageFacts } }).staticData ?? {};
  const children = (route.children ?? []) as readonly AnyRoute[];
  return [...(page ? [{ ...page, to: route.fullPath as PagePath }] : []), ...children.flatMap(pagesOf)];
}

/** The pages of the person who looks, in the order of the routes. */
export function usePages(): readonly Page[] {
  const { may } = useHere();
  const { routeTree } = useRouter();
  const pages = useMemo(() => pagesOf(routeTree as AnyRoute), [routeTree]);
  return pages.filter(({ needs }) => needs === null || may(needs));
}
