import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { useSettled } from '../forms/use-settled.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { preferenceInput } from './device-lines.ts';
import type { Supply, SupplyQuestion } from './device-supply.ts';

const DeviceSupplies = graphql(`
  query DeviceSupplies($inputs: [DeviceAvailabilityInput!]!) {
    deviceAvailabilities(inputs: $inputs) {
      free
      from
      until
    }
  }
`);

const againMs = 8_000;

type SupplyOf = (question: SupplyQuestion) => Supply | undefined;

function inputOf({ interval, preference }: SupplyQuestion, withoutBookingId: string | undefined) {
  return {
    ...preferenceInput(preference),
    from: new Date(interval.start).toISOString(),
    to: new Date(interval.end).toISOString(),
    ...(withoutBookingId === undefined ? {} : { withoutBookingId }),
  };
}

/**
 * Reads what can be promised, read again for as long as it is looked at. It asks once what is typed has settled, and it only
 * informs: a request is never refused for want of devices.
 * @param withoutBookingId the booking that is being changed: what it has already does not stand in its own way
 */
export function useDeviceSupply(
  latest: readonly SupplyQuestion[],
  withoutBookingId?: string,
): { readonly supplyOf: SupplyOf; readonly isUnreadable: boolean } {
  const questions = useSettled(latest);
  const pause = questions.length === 0;
  const inputs = useMemo(
    () => questions.map((question) => inputOf(question, withoutBookingId)),
    [questions, withoutBookingId],
  );
  const [{ data, error, operation }, ask] = useQuery({
    query: DeviceSupplies,
    variables: { inputs },
    requestPolicy: 'cache-and-network',
    pause,
  });

  useEffect(() => {
    if (pause) return;
    const timer = setInterval(
      () => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }),
      againMs,
    );
    return () => clearInterval(timer);
  }, [pause, ask]);

  // What was answered to other questions says nothing about these.
  const answered = JSON.stringify(operation?.variables.inputs) === JSON.stringify(inputs) ? data : undefined;
  const supplies = useMemo(() => {
    const found = answered?.deviceAvailabilities ?? [];
    return new Map(questions.flatMap((question, index) => (found[index] ? [[keyOf(question), found[index]]] : [])));
  }, [answered, questions]);
  return {
    supplyOf: (question) => supplies.get(keyOf(question)),
    isUnreadable: !pause && answered === undefined && error !== undefined,
  };
}

function keyOf({ interval, preference }: SupplyQuestion): string {
  return `${interval.start} ${interval.end} ${preference}`;
}
