import type { ReactNode } from 'react';
import { useHere } from '../people/here.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import { Frame } from './frame.tsx';
import '../ui/field.css';
import './page.css';

type PageProps = {
  title: string;
  /** The right without which there is nothing here. */
  needs?: string;
  /** Beside the title in the top bar. */
  toolbar?: ReactNode;
  drawer?: ReactNode;
  /** Whether the choice of a division changes what is shown. */
  divided?: boolean;
  children: ReactNode;
};

/** A page that is no calendar: a title, and what it holds; whoever has come by its address without the right is told so. */
export function Page({ title, needs, toolbar, drawer, divided = false, children }: PageProps) {
  usePageTitle(title);
  const { may } = useHere();
  const allowed = needs === undefined || may(needs);
  const heading = <h1 className="page-title">{title}</h1>;
  return (
    <Frame
      divided={divided}
      toolbar={
        <>
          {heading}
          {allowed && toolbar}
        </>
      }
      drawer={allowed && drawer}
    >
      {allowed ? (
        children
      ) : (
        <FailurePanel title="You don’t have access." advice="This page opens once an administrator grants it." />
      )}
    </Frame>
  );
}
