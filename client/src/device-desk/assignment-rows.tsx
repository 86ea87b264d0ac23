import type { ReactNode } from 'react';
import type { DeskAssignmentFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { isInBasket, type Basket } from './basket.ts';

type AssignmentActs = {
  onToggle(assignment: DeskAssignmentFragment): void;
  onRelease(assignment: DeskAssignmentFragment): void;
  onBringBack(assignment: DeskAssignmentFragment): void;
  onDamage(assignment: DeskAssignmentFragment): void;
  onSwap(assignment: DeskAssignmentFragment): void;
};

type AssignmentRowsProps = AssignmentActs & {
  readonly assignments: readonly DeskAssignmentFragment[];
  readonly basket: Basket;
  /** Whether the person may assign and hand out. */
  readonly mayAct: boolean;
};

/** What is assigned to a request, by serial number, with what can be done about each. */
export function AssignmentRows({ assignments, basket, mayAct, ...acts }: AssignmentRowsProps) {
  return (
    <ul className="device-rows" aria-label="Assigned devices">
      {assignments.map((assignment) => (
        <AssignmentRow
          key={assignment.id}
          assignment={assignment}
          isSelected={isInBasket(basket, assignment.device.id)}
          mayAct={mayAct}
          {...acts}
        />
      ))}
    </ul>
  );
}

type AssignmentRowProps = AssignmentActs & {
  readonly assignment: DeskAssignmentFragment;
  readonly isSelected: boolean;
  readonly mayAct: boolean;
};

function AssignmentRow({ assignment, isSelected, mayAct, ...acts }: AssignmentRowProps) {
  const { state, device } = assignment;
  const { serialNumber } = device;
  const words = (
    <>
      <span className="device-serial">{serialNumber}</span>
      <span className="device-name">{device.name === serialNumber ? device.category.name : device.name}</span>
      <span className="device-place">{device.place ?? ''}</span>
      <StateWords assignment={assignment} />
    </>
  );
  return (
    <li className="device-row" data-state={state} data-selected={isSelected || undefined}>
      {state === 'PLANNED' && mayAct ? (
        <label className="device-choose">
          <input
            type="checkbox"
            aria-label={`Hand out ${serialNumber}`}
            checked={isSelected}
            onChange={() => acts.onToggle(assignment)}
          />
          {words}
        </label>
      ) : (
        <span className="device-choose">{words}</span>
      )}
      {mayAct && <RowActs assignment={assignment} {...acts} />}
    </li>
  );
}

function RowActs({ assignment, ...acts }: AssignmentActs & { readonly assignment: DeskAssignmentFragment }): ReactNode {
  const { state, device } = assignment;
  if (state === 'RETURNED' || state === 'RELEASED') return null;
  const act = (words: string, onClick: () => void) => (
    <Button look="ghost" aria-label={`${words} ${device.serialNumber}`} onClick={onClick}>
      {words}
    </Button>
  );
  return (
    <span className="device-acts">
      {state === 'OUT' ? (
        <>
          {act('Damaged', () => acts.onDamage(assignment))}
          {act('Bring back', () => acts.onBringBack(assignment))}
        </>
      ) : (
        <>
          {act('Swap', () => acts.onSwap(assignment))}
          {act('Release', () => acts.onRelease(assignment))}
        </>
      )}
    </span>
  );
}

const conditionWords = { GOOD: 'back', DAMAGED: 'back damaged', LOST: 'lost' } as const;

function StateWords({ assignment }: { readonly assignment: DeskAssignmentFragment }) {
  const { timeZone } = useHere().facility;
  const now = useNow();
  const { state, handedOutAt, returnedAt, takenBy, condition, dueAt } = assignment;
  const at = (moment: string) => momentWords(Date.parse(moment), now, timeZone);
  if (state === 'OUT' && handedOutAt !== null) {
    const isLate = Date.parse(dueAt) <= now;
    return (
      <span className="device-state" data-late={isLate || undefined}>
        {isLate ? `late since ${at(dueAt)}` : `out since ${at(handedOutAt)}`}
        {takenBy ? `, ${takenBy}` : ''}
      </span>
    );
  }
  if (state === 'RETURNED' && returnedAt !== null)
    return (
      <span className="device-state">
        {conditionWords[condition ?? 'GOOD']} {at(returnedAt)}
      </span>
    );
  return <span className="device-state">to hand out</span>;
}
