import type { ReactNode } from 'react';
import { Mark } from '../ui/mark.tsx';
import './door-card.css';

type DoorCardProps = {
  title: string;
  under: ReactNode;
  children: ReactNode;
};

/** What somebody sees who is not in the house yet. */
export function DoorCard({ title, under, children }: DoorCardProps) {
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-brand">
          <Mark size={36} />
          <div>
            <h1>{title}</h1>
            <p className="quiet">{under}</p>
          </div>
        </div>
        {children}
      </div>
    </main>
  );
}
