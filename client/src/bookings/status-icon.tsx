import { Ban, Check, CheckCheck, Circle, CircleDashed } from 'lucide-react';
import type { StatusFacts } from './status.ts';
import './status.css';

const statusIcons = {
  pending: CircleDashed,
  assigned: Circle,
  confirmed: Check,
  completed: CheckCheck,
  cancelled: Ban,
};

export function StatusIcon({ look }: { look: StatusFacts['look'] }) {
  const Icon = statusIcons[look];
  return <Icon className="status-icon" aria-hidden="true" />;
}
