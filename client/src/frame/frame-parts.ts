import { createContext, use, type ComponentType } from 'react';

/** What stands on a storey above the frame and is shown in it. */
export type FrameParts = {
  readonly Bell: ComponentType<{ onOpen(): void }>;
  readonly SearchButton: ComponentType<{ onOpen(): void }>;
  loadSearch(): Promise<ComponentType<{ typed: string; onKeys(): void }>>;
  loadFeed(): Promise<ComponentType>;
};

const FramePartsContext = createContext<FrameParts | null>(null);

export const FramePartsProvider = FramePartsContext.Provider;

export function useFrameParts(): FrameParts {
  const parts = use(FramePartsContext);
  if (!parts) throw new Error('useFrameParts is used outside of FramePartsProvider');
  return parts;
}
