import type { RegisteredRouter } from '@tanstack/react-router';

type OutsidePath = '' | '/' | '/sign-in' | '/forgot-password' | '/set-password';

/** Where a page behind the door stands. */
export type PagePath = Exclude<keyof RegisteredRouter['routesByPath'], OutsidePath>;
